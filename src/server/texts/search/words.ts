/** Text as the words that are searched for, each with its place in what is read. */
import { searchName } from '../../register/search-name.ts'

export type Word = {
  /** without case, accents and vowel signs; the same for what is written and what is asked */
  folded: string
  start: number
  end: number
}

/** A word, with the apostrophes in it; scripts without spaces are cut into characters. */
const WORD =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}\p{M}'’‘ʼʻʾʿ\u200c\u200d])+/gu

/** Folding is most of the work, and texts say the same words again and again. */
const known = new Map<string, string>()
const MOST_KNOWN = 50_000
const LONGEST_KNOWN = 40

export function wordsIn(text: string): Word[] {
  const words: Word[] = []
  for (const { 0: written, index } of text.matchAll(WORD)) {
    const folded = fold(written)
    if (folded) words.push({ folded, start: index, end: index + written.length })
  }
  return words
}

export const foldedWords = (text: string): string[] => wordsIn(text).map(({ folded }) => folded)

function fold(written: string): string {
  const before = known.get(written)
  if (before !== undefined) return before
  const folded = searchName(written).replaceAll(' ', '')
  if (known.size < MOST_KNOWN && written.length <= LONGEST_KNOWN) known.set(written, folded)
  return folded
}
