/** Which picture belongs to which page: the page's path after `/pictures`, and `.png`. */

/** Made when the site was drawn: it shows no figure, and costs nothing. */
export const GENERAL_PICTURE = '/share.png'

const VERSION = String.raw`\d[\d.]{0,10}/[A-Za-z][A-Za-z0-9-]{0,34}`
const OWN = new RegExp(
  String.raw`^/(signatories/[A-Z]{2}|(convention|declaration)(/${VERSION})?(/articles/\w{1,24})?)$`,
)

/** @param path of a page; undefined where it has no address of its own */
export function pictureOf(path: string | undefined): string {
  if (path === undefined) return GENERAL_PICTURE
  if (OWN.test(path)) return `/pictures${path}.png`
  const [, text] = /^\/(convention|declaration)\//.exec(path) ?? []
  return `/pictures/${text ?? 'home'}.png`
}

/** What an address shows: `home`, or the path of a page. */
export function shownAt(path: string): string | undefined {
  const page = path.endsWith('.png') ? path.slice(0, -'.png'.length) : undefined
  return page !== undefined && (page === 'home' || OWN.test(`/${page}`)) ? page : undefined
}
