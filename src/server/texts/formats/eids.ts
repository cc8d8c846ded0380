/**
 * Akoma Ntoso's own identifiers (eId), by the OASIS Naming Convention 1.0, section 5: an article
 * is `art_12`, its second paragraph `art_12__para_2`, a point of that `art_12__para_2__point_a`.
 * Articles are numbered through a whole text, so no chapter stands before them.
 */
import { splitAddress } from '../addresses.ts'
import type { LoadedText, Place } from '../loaded.ts'

/** @returns the eId of what stands at an address; undefined when nothing does */
export function eIdsOf({ places }: LoadedText): (address: string) => string | undefined {
  const eIds = new Map<string, string>()
  for (const place of places) {
    const { page, anchor = '' } = splitAddress(place.address)
    eIds.set(
      place.address,
      eIdOf(place, page, anchor, (address) => eIds.get(address)!),
    )
  }
  return (address) => eIds.get(address)
}

function eIdOf(
  place: Place,
  page: string,
  anchor: string,
  known: (address: string) => string,
): string {
  switch (place.kind) {
    case 'preamble':
      return 'preamble'
    case 'closing':
      return 'conclusions'
    case 'article':
      return `art_${page}`
    case 'annex':
      return `att_${page.replace('annex-', '')}`
    case 'chapter':
      return `chp_${place.chapter.numeral}${repeat(page)}`
    case 'part':
      return `${known(page)}__part_${place.part.numeral}${repeat(anchor)}`
    case 'provision':
      return provisionEId(place, page, anchor, known)
  }
}

/** `chapter-2_2`, a second chapter of that number → `_2`. */
const repeat = (name: string) => /_\d+$/.exec(name)?.[0] ?? ''

function provisionEId(
  { depth, provision }: Place & { kind: 'provision' },
  page: string,
  anchor: string,
  known: (address: string) => string,
): string {
  const own = anchor.slice(anchor.lastIndexOf('-') + 1)
  const above = depth === 1 ? known(page) : known(`${page}#${anchor.slice(0, -own.length - 1)}`)
  const isListed = page === 'preamble' || page === 'closing'
  const name = isListed ? listedElement(page, depth) : hierarchyElement(depth, own, provision)
  const unnumbered = provision.label === null && (depth > 1 || own.startsWith('u'))
  // In lists one element stands for numbered and unnumbered alike: the u tells them apart.
  const number = depth === 1 || (unnumbered && !isListed) ? own.slice(1) : own
  return `${above}__${name}_${isListed && depth === 1 && unnumbered ? own : number}`
}

function listedElement(page: string, depth: number): string {
  if (depth > 1) return 'list_1__item'
  return page === 'preamble' ? 'recs__rec' : 'tblock'
}

/** The short names of the convention, section 5.4.2, where there is one. */
function hierarchyElement(depth: number, own: string, { label }: { label: string | null }): string {
  if (label === null) return depth > 1 ? 'indent' : own.startsWith('u') ? 'al' : 'para'
  return depth > 1 ? 'point' : 'para'
}
