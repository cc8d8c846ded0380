/** Feeds by RFC 4287, whatever stands in a name. */
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { atom, type AtomEntry } from '../../src/server/register/feeds/atom.ts'

const entry = (over: Partial<AtomEntry> = {}): AtomEntry => ({
  id: 'tag:example.org,2017-04-26:signatory/1',
  title: 'A & B',
  link: 'https://example.org/signatories/organisations/1',
  summary: 'Network, Kenya.',
  published: Date.parse('2026-11-21T12:00:00Z'),
  ...over,
})
const feed = (entries: AtomEntry[]) =>
  atom({
    id: 'tag:example.org,2017-04-26:feed',
    title: 'New',
    subtitle: 'What is new',
    author: 'The campaign',
    self: 'https://example.org/feed.xml',
    page: 'https://example.org/signatories',
    language: 'en',
    licence: null,
    began: Date.parse('2017-04-26T00:00:00Z'),
    entries,
  })

/** Titles of the entries, as a parser reads them. @throws when the text is not well formed */
function titlesIn(text: string): string[] {
  const titles: string[] = []
  let inEntry = false
  let reading = false
  const parser = new SaxesParser({ xmlns: true })
  parser.on('opentag', ({ local }) => {
    if (local === 'entry') inEntry = true
    reading = inEntry && local === 'title'
    if (reading) titles.push('')
  })
  parser.on('closetag', () => (reading = false))
  parser.on('text', (said) => {
    if (reading) titles[titles.length - 1] += said
  })
  parser.write(text).close()
  return titles
}

test('any name comes back as it was, but for what XML cannot hold', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 4 }),
      (names) => {
        const kept = names.map((name) =>
          name.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').toWellFormed(),
        )
        const titles = titlesIn(feed(names.map((title, i) => entry({ title, id: `tag:x:${i}` }))))
        // A carriage return is read as a line break (XML 1.0, 2.11).
        const read = kept.map((name) => name.replace(/\r\n?/g, '\n'))
        expect(titles.toSorted()).toEqual(read.toSorted())
      },
    ),
  )
})

test('entries stand newest first, and the feed is as new as the newest', () => {
  const text = feed([
    entry({ id: 'tag:a', title: 'old', published: 1000 }),
    entry({ id: 'tag:b', title: 'new', published: Date.parse('2026-01-02T03:04:05Z') }),
  ])
  expect(titlesIn(text)).toEqual(['new', 'old'])
  expect(/<updated>(.*?)<\/updated>/.exec(text)?.[1]).toBe('2026-01-02T03:04:05.000Z')
})

test('an empty feed is a feed', () => {
  expect(titlesIn(feed([]))).toEqual([])
  expect(feed([])).toContain('<updated>2017-04-26T00:00:00.000Z</updated>')
})
