const NOWHERE = new URL('http://staff.invalid')
const LONGEST = 500

/**
 * Where to go after signing in: a path of the staff area and nothing else, whatever an address
 * asks for. @returns path and query, or `/staff`
 */
export function returnPath(asked: string | null | undefined): string {
  if (!asked || asked.length > LONGEST || !URL.canParse(asked, NOWHERE)) return '/staff'
  const url = new URL(asked, NOWHERE)
  const ours = url.origin === NOWHERE.origin && /^\/staff(\/|$)/.test(url.pathname)
  const loops = /^\/staff\/(login|logout|again|second-factor)\b/.test(url.pathname)
  return ours && !loops ? url.pathname + url.search : '/staff'
}
