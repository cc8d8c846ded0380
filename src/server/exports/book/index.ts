/**
 * The signature book, a PDF (ISO 32000-1) fit to be handed over: a title page, organisations with
 * their logos first, then people by country. Pages leave as they are full, so that a long book needs
 * no more memory than a short one.
 */
import { join } from 'node:path'
import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import PDFDocument from 'pdfkit'
import { countryName } from '../../countries/index.ts'
import { translator } from '../../messages/index.ts'
import { PAGE } from '../../texts/formats/pdf/style.ts'
import { directionOf } from '../../texts/words.ts'
import { dayOf } from '../cells.ts'
import { unspool } from '../spool.ts'
import { entryOf, LOGO, setEntry, type Entry } from './entries.ts'
import { BOOK_SPOOL, LOGOS, type BookFacts } from './gather.ts'
import { logoAt } from './logo.ts'
import { bookOn } from './page.ts'
import { drawTitle, type About } from './title.ts'

/** A longer book does without the structure for screen readers, all of which is kept until its end. */
const MOST_TAGGED = 20_000

export type BookOrder = {
  /** where gather.ts left the rows and the logos */
  folder: string
  about: Omit<About, 'editions' | 'figures'>
  facts: BookFacts
}

/** @param tell how many entries are set */
export async function* signatureBook(
  { folder, about, facts }: BookOrder,
  tell: (done: number) => void,
): AsyncGenerator<Uint8Array> {
  const { language, siteUrl, asOf } = about
  const { figures } = facts
  const t = translator(language)
  const doc = newDocument({ ...about, ...facts }, t('exports.book.title'))
  const pieces: Uint8Array[] = []
  doc.on('data', (piece: Uint8Array) => pieces.push(piece))
  const direction = directionOf(language)
  const book = bookOn(doc, {
    direction,
    head: t('exports.book.title'),
    foot: [t('exports.book.asOf', { date: dayOf(asOf, language) }), new URL(siteUrl).host],
    tagged: figures.rows <= MOST_TAGGED,
  })
  drawTitle(book, { ...about, ...facts })
  let done = 0
  let before: Entry | undefined
  for await (const some of unspool(join(folder, BOOK_SPOOL))) {
    for (const entry of some.map(entryOf)) {
      const heading = headingOf(entry, before, language, facts)
      if (entry.kind !== before?.kind) book.newPage()
      if (heading) book.heading(...heading)
      const logo = entry.hasLogo
        ? await logoAt(join(folder, LOGOS, String(entry.id)), entry.name)
        : undefined
      const indent = logo ? LOGO.width + LOGO.gap : 0
      book.entry(setEntry(book, entry, language, direction, indent), logo)
      before = entry
    }
    tell((done += some.length))
    await setImmediate()
    yield* pieces.splice(0)
  }
  book.end()
  const ended = once(doc, 'end')
  doc.end()
  await ended
  yield* pieces.splice(0)
}

/** Over the first organisation, and the first person of each country. */
function headingOf(
  entry: Entry,
  before: Entry | undefined,
  language: string,
  { people, figures }: BookFacts,
): [text: string, outline: string] | undefined {
  const t = translator(language)
  const count = (name: string, count: number) => t('exports.book.heading', { name, count })
  if (entry.kind === 'organisation') {
    const name = t('exports.book.organisations')
    return before ? undefined : [count(name, figures.organisations), name]
  }
  if (before?.kind === 'individual' && before.country === entry.country) return undefined
  const name = countryName(entry.country, language)
  return [count(name, people[entry.country] ?? 0), name]
}

function newDocument({ language, siteUrl, asOf, figures }: About, title: string) {
  return new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: figures.rows <= MOST_TAGGED,
    lang: language,
    displayTitle: true,
    info: {
      Title: title,
      Author: new URL(siteUrl).host,
      CreationDate: new Date(asOf),
      ModDate: new Date(asOf),
    },
  })
}
