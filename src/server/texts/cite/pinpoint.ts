/** A place in a text as lawyers write it: art 12(2)(a). */
import { splitAddress } from '../addresses.ts'
import { numberOf } from '../labels.ts'
import type { LoadedText } from '../loaded.ts'

export type Pinpoint = {
  /** `12(2)(a)`; of a paragraph without a number, `12, para 2` */
  number: string
}

export function pinpointOf({ find }: LoadedText, at: string): Pinpoint {
  const { page, anchor } = splitAddress(at)
  const steps = anchor?.split('-') ?? []
  const numbers = steps.map((_, nth) => {
    const place = find(`${page}#${steps.slice(0, nth + 1).join('-')}`)
    const label = place?.kind === 'provision' ? place.provision.label : null
    const counted = steps[nth]!.replace(/\D+/, '')
    return label === null ? `, para ${counted}` : `(${numberOf(label)})`
  })
  return { number: `${page.replace(/_.*/, '')}${numbers.join('')}` }
}
