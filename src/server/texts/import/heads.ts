/** Recognises the lines that open a chapter, a part, an article or an annex. */
import { chapterNumber, numberOf, westernDigits } from '../labels.ts'
import { wordsOf, type Block } from './source.ts'
import { wordsIn, type Words } from './words.ts'

export type Unit = 'chapter' | 'part' | 'article' | 'annex' | 'preamble' | 'contents'

export type Head = {
  unit: Unit
  /** 12bis for an article; else as printed, if that can be read; undefined for none */
  numeral: string | undefined
  number: number
  /** characters of the block before the heading */
  length: number
  /** a heading on the same line */
  rest: string
  /** `sure`, or only if the number is the one that comes next */
  certainty: 'sure' | 'ifNext' | 'ifNextAsWords'
}

const LONGEST_HEADING = 160
const ORDINALS = [
  ...['one|first|premier|première|primero|primera|primer|الأول|الأولى|первая'],
  ...['two|second|deuxième|segundo|segunda|الثاني|الثانية|вторая'],
  ...['three|third|troisième|tercero|tercera|الثالث|الثالثة|третья'],
  ...['four|fourth|quatrième|cuarto|cuarta|الرابع|الرابعة|четвертая'],
  ...['five|fifth|cinquième|quinto|quinta|الخامس|الخامسة|пятая'],
  ...['six|sixth|sixième|sexto|sexta|السادس|السادسة|шестая'],
  ...['seven|seventh|septième|séptimo|séptima|السابع|السابعة|седьмая'],
  ...['eight|eighth|huitième|octavo|octava|الثامن|الثامنة|восьмая'],
  ...['nine|ninth|neuvième|noveno|novena|التاسع|التاسعة|девятая'],
  ...['ten|tenth|dixième|décimo|décima|العاشر|العاشرة|десятая'],
].map((names) => names.split('|'))

const NUMERAL = `(?:\\p{Nd}{1,4}(?:\\s?(?:bis|ter|quater|quinquies)\\b)?|[ivxlcdm]{1,7}(?![\\p{L}])|[A-Z](?![\\p{L}])|${ORDINALS.flat().join('|')})`

/** @returns undefined for a block that opens nothing */
export function headOf(block: Block, language: string): Head | undefined {
  if (block.label !== undefined) return undefined
  const words = wordsOf(block).trim()
  if (words === '' || words.length > 400) return undefined
  const table = wordsIn(language)
  return (
    numberedHead(block, words, table, language) ??
    plainHead(words, table.preamble, 'preamble') ??
    plainHead(words, table.contents, 'contents')
  )
}

function plainHead(words: string, pattern: string, unit: Unit): Head | undefined {
  const match = new RegExp(`^(?:${pattern})[.:]?$`, 'iu').exec(words)
  return match
    ? { unit, numeral: undefined, number: 0, length: words.length, rest: '', certainty: 'sure' }
    : undefined
}

function numberedHead(
  block: Block,
  words: string,
  table: Words,
  language: string,
): Head | undefined {
  for (const unit of ['article', 'chapter', 'part', 'annex'] as const) {
    const match = patternOf(table[unit], unit, language).exec(words)
    if (!match) continue
    const { numeral: printed, separator = '', rest = '' } = match.groups!
    const read = readNumeral(printed, unit)
    if (!read) continue
    const certainty = certaintyOf(block, separator, rest, unit, printed)
    if (certainty) return { unit, ...read, length: words.length - rest.length, rest, certainty }
  }
  return undefined
}

const patterns = new Map<string, RegExp>()

function patternOf(words: string, unit: string, language: string): RegExp {
  const key = `${language} ${unit}`
  const made = patterns.get(key) ?? makePattern(words, unit, language.startsWith('zh'))
  patterns.set(key, made)
  return made
}

function makePattern(words: string, unit: string, chinese: boolean): RegExp {
  const end = '\\s*(?<separator>[.:：–—-]|\\n)?\\s*(?<rest>[^]*)$'
  const number = `[(（]?(?<numeral>${NUMERAL})[)）]?`
  const numeral = unit === 'annex' ? `(?:\\s+${number})?` : `\\s+${number}`
  if (!chinese) return new RegExp(`^(?:${words})${numeral}(?![\\p{L}\\p{N}])${end}`, 'iu')
  const han = '(?<numeral>[一二三四五六七八九十百零\\d]{1,7})'
  return unit === 'annex'
    ? new RegExp(`^(?:${words})\\s*${han}?${end}`, 'u')
    : new RegExp(`^第\\s*${han}\\s*(?:${words})(?!第)${end}`, 'u')
}

function readNumeral(printed: string | undefined, unit: Unit) {
  if (printed === undefined) return unit === 'annex' ? { numeral: undefined, number: 1 } : undefined
  const ordinal = ORDINALS.findIndex((names) => names.includes(printed.toLowerCase())) + 1
  if (unit === 'article') {
    const number = ordinal ? String(ordinal) : numberOf(printed).toLowerCase()
    if (!/^[1-9]\d{0,3}[a-z]{0,12}$/.test(number)) return undefined
    return { numeral: number, number: Number.parseInt(number) }
  }
  if (ordinal) return { numeral: String(ordinal), number: ordinal }
  const number = chapterNumber(westernDigits(printed)) ?? chapterNumber(printed)
  return number ? { numeral: printed.toUpperCase(), number } : undefined
}

function certaintyOf(
  block: Block,
  separator: string,
  rest: string,
  unit: Unit,
  printed: string | undefined,
): Head['certainty'] | undefined {
  if (rest === '' || block.heading !== undefined || separator === '\n') return 'sure'
  const isHeading = rest.length <= LONGEST_HEADING && !/[.;:,]$/.test(rest)
  const startsLikeOne = /^["“«‘(]?[\p{Lu}\p{Lo}\p{N}]/u.test(rest)
  if (separator && isHeading && startsLikeOne) return 'sure'
  if (unit === 'annex' && printed === undefined) return undefined
  if (isHeading && startsLikeOne) return 'ifNext'
  return unit === 'article' && separator && startsLikeOne ? 'ifNextAsWords' : undefined
}

/** Words that can stand as the heading of what the block before them opened. */
export function canBeHeading(block: Block, isNumbered: boolean): boolean {
  if (block.label !== undefined || block.items?.length) return false
  if (block.heading !== undefined) return true
  const words = wordsOf(block).trim()
  if (isNumbered || words.length > LONGEST_HEADING) return false
  return !/[.;:,،؛。；：]$/.test(words) && /^["“«‘(]?[\p{Lu}\p{Lo}\p{N}]/u.test(words)
}
