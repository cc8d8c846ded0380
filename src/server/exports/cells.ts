/** Values as people read them, in the language of an export. */
import { campaign } from '../../../content/campaign.ts'
import { countryName } from '../countries/index.ts'
import { isMessageKey, translator } from '../messages/index.ts'
import { columnOf, type CellType, type ColumnName } from './columns.ts'

export type Value = string | number | null
/** A column of a table that people read. */
export type Heading = {
  name: ColumnName
  type: CellType
  title: string
  /** a code, a country, … in words; numbers and times are left to the format */
  words(value: Value): string
}

const TEXTS = ['convention', 'declaration'] as const
export const textsIn = (mask: Value) => TEXTS.filter((_, bit) => Number(mask) & (1 << bit))

/** The columns, headed and worded in a language. */
export function headings(columns: readonly ColumnName[], language: string): Heading[] {
  const t = translator(language)
  return columns.map((name) => {
    const { type } = columnOf(name)
    return {
      name,
      type,
      title: t(`exports.columns.${name}`),
      words: wordsFor(name, type, language),
    }
  })
}

function wordsFor(name: ColumnName, type: CellType, language: string): Heading['words'] {
  if (type === 'text' || type === 'number' || type === 'time') return String
  // Of the others there are few, looked up once each.
  const known = new Map<Value, string>()
  return (value) => {
    let words = known.get(value)
    if (words === undefined) known.set(value, (words = inWords(name, type, value, language)))
    return words
  }
}

function inWords(name: ColumnName, type: CellType, value: Value, language: string): string {
  const t = translator(language)
  if (type === 'country') return countryName(String(value), language)
  if (type === 'flag') return value ? t('exports.yes') : t('exports.no')
  if (type === 'code') return codeInWords(name, value, language)
  return textsIn(value)
    .map((text) => t(`texts.${text}.short`))
    .join(', ')
}

const KEYS: Partial<Record<ColumnName, (code: Value) => string>> = {
  kind: (code) => `work.kinds.${code}`,
  state: (code) => `work.states.${code}`,
  organisationType: (code) => `organisationTypes.${code}`,
  visibility: (code) => `exports.visibility.${code}`,
}

/** A code that has no words yet is shown as it is. */
function codeInWords(name: ColumnName, code: Value, language: string): string {
  const key = KEYS[name]?.(code) ?? ''
  return isMessageKey(key) ? translator(language)(key) : String(code)
}

const SECONDS_A_DAY = 86_400
let dayKnown = Number.NaN
let dayText = ''
const two = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'))

/** ISO 8601, to the second, UTC. Lists are mostly in the order of time, so that a day serves many. */
export function timeOf(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const day = Math.floor(seconds / SECONDS_A_DAY)
  if (day !== dayKnown) {
    dayText = new Date(day * SECONDS_A_DAY * 1000).toISOString().slice(0, 11)
    dayKnown = day
  }
  const rest = seconds - day * SECONDS_A_DAY
  return `${dayText}${two[Math.floor(rest / 3600)]}:${two[Math.floor(rest / 60) % 60]}:${two[rest % 60]}Z`
}

/** A day for a sentence, UTC, in the language that sentences come in; English as most of the world writes it. */
export function dayOf(milliseconds: number, language: string): string {
  const known: readonly string[] = campaign.languages
  const locale = known.includes(language) && language !== 'en' ? language : 'en-GB'
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    milliseconds,
  )
}
