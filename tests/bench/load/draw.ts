/** Draws requests by the shares of their sources. */
import type { Load, Source } from './index.ts'

export type Made = {
  method: string
  path: string
  headers: Record<string, string>
  body: string
}
/** @throws when a source is used up that is used once */
export type Draw = () => { source: string; made: Made }

export function drawer({ url, headers = {}, sources }: Load): Draw {
  const all = sources.reduce((sum, { share }) => sum + share, 0)
  const { origin } = new URL(url)
  const left = sources.map((source) => ({ ...source, at: 0 }))
  const usedUp = ({ once, at, requests }: (typeof left)[number]) => once && at >= requests.length
  return () => {
    let point = Math.random() * all
    const drawn = left.find(({ share }) => (point -= share) < 0) ?? left.at(-1)!
    const one = usedUp(drawn) ? left.find((other) => !usedUp(other)) : drawn
    if (!one) throw new Error('nothing is left to ask for')
    return {
      source: one.name,
      made: make(one.requests[one.at++ % one.requests.length]!, headers, origin),
    }
  }
}

function make(
  { path, body }: Source['requests'][number],
  headers: Record<string, string>,
  origin: string,
): Made {
  if (body === undefined) return { method: 'GET', path, headers, body: '' }
  const form = { origin, 'content-type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', path, headers: { ...headers, ...form }, body }
}
