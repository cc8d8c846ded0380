/** Atom (RFC 4287): a feed as text. */

export type AtomEntry = {
  /** an IRI that is this entry's for good */
  id: string
  title: string
  /** absolute address of what it is about */
  link: string
  summary: string
  /** milliseconds since 1970 */
  published: number
}
export type AtomFeed = {
  id: string
  title: string
  subtitle: string
  author: string
  /** absolute addresses of the feed and of the page that it follows */
  self: string
  page: string
  language: string
  /** address of the licence, where there is one */
  licence: string | null
  /** when nothing was there yet; milliseconds since 1970 */
  began: number
  entries: readonly AtomEntry[]
}

/** Newest first, as they are read. */
export function atom(feed: AtomFeed): string {
  const entries = feed.entries.toSorted(
    (a, b) => b.published - a.published || (a.id < b.id ? 1 : -1),
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escaped(feed.language)}">
  <id>${escaped(feed.id)}</id>
  <title>${escaped(feed.title)}</title>
  <subtitle>${escaped(feed.subtitle)}</subtitle>
  <updated>${timeOf(entries[0]?.published ?? feed.began)}</updated>
  <author><name>${escaped(feed.author)}</name></author>
  <link rel="self" type="application/atom+xml" href="${escaped(feed.self)}"/>
  <link rel="alternate" type="text/html" href="${escaped(feed.page)}"/>
${feed.licence === null ? '' : `  <link rel="license" href="${escaped(feed.licence)}"/>\n`}${entries.map(entryOf).join('')}</feed>
`
}

const entryOf = ({ id, title, link, summary, published }: AtomEntry) => `  <entry>
    <id>${escaped(id)}</id>
    <title>${escaped(title)}</title>
    <link rel="alternate" type="text/html" href="${escaped(link)}"/>
    <published>${timeOf(published)}</published>
    <updated>${timeOf(published)}</updated>
    <summary>${escaped(summary)}</summary>
  </entry>
`

const timeOf = (time: number) => new Date(time).toISOString()

const NAMED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text in XML; what XML 1.0 has no place for, even escaped, is left out. */
const escaped = (text: string) =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .toWellFormed()
    .replace(/[&<>"]/g, (sign) => NAMED[sign]!)
