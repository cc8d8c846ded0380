/** An endorsement as it stands in the book: number, name, and below it who that is. */
import { QUIET, INK } from '../../texts/formats/pdf/style.ts'
import { countryName } from '../../countries/index.ts'
import { translator } from '../../messages/index.ts'
import type { Raw } from '../spool.ts'
import { COLUMN, type Book, type Set } from './page.ts'

export type Entry = {
  id: number
  number: number
  kind: 'individual' | 'organisation'
  name: string
  role: string | null
  affiliation: string | null
  country: string
  type: string | null
  city: string | null
  hasLogo: boolean
}

const NUMBER = 34
const NAME = { size: 9.6, leading: 12.6 }
const ABOUT = { size: 8, leading: 10.4 }
/** Points of a logo, with the space beside it. */
export const LOGO = { width: 54, height: 34, gap: 10 }

export function entryOf(row: Raw): Entry {
  const [id, number, kind, name, role, affiliation, country, type, city, hasLogo] = row
  return {
    ...{ id: Number(id), number: Number(number), kind: kind as Entry['kind'], name: String(name) },
    ...{ role: role as string | null, affiliation: affiliation as string | null },
    ...{ country: String(country), type: type as string | null, city: city as string | null },
    hasLogo: Boolean(hasLogo),
  }
}

/** @param indent points that a logo takes */
export function setEntry(
  book: Book,
  entry: Entry,
  language: string,
  direction: 'ltr' | 'rtl',
  indent = 0,
): Set[] {
  const start = indent || NUMBER
  const width = COLUMN - start
  // Columns run from the right too; a line begins at the edge of what is left of it.
  const x = direction === 'rtl' ? 0 : start
  const isOrganisation = entry.kind === 'organisation'
  const name = book
    .lines(entry.name, width, 'start', NAME.size, isOrganisation ? 'bold' : 'regular')
    .map((line) => ({ line, x, ...NAME, colour: INK }))
  const about = aboutOf(entry, language, indent > 0)
  const below = about
    ? book
        .lines(about, width, 'start', ABOUT.size, 'regular')
        .map((line) => ({ line, x, ...ABOUT, colour: QUIET }))
    : []
  const number = indent
    ? []
    : book.lines(String(entry.number), NUMBER - 8, 'end', ABOUT.size, 'regular')
  // On the line of the name: it has its baseline, and no height of its own.
  const beside = number.map((line) => ({
    ...{ line, x: direction === 'rtl' ? COLUMN - NUMBER + 8 : 0, ...NAME },
    ...{ colour: QUIET, isBeside: true },
  }))
  return [...beside, ...name, ...below]
}

function aboutOf(
  { kind, role, affiliation, country, type, city, number }: Entry,
  language: string,
  isLogo: boolean,
) {
  const t = translator(language)
  const parts =
    kind === 'individual'
      ? [role, affiliation]
      : [
          isLogo ? t('exports.book.number', { number }) : null,
          type && t(`organisationTypes.${type as 'ngo'}`),
          city,
          countryName(country, language),
        ]
  return parts.filter(Boolean).join(', ')
}
