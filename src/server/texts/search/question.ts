/** What was asked: words, each also as the beginning of a longer one, and "phrases in their order". */
import { foldedWords } from './words.ts'

/** Characters; nobody asks for more, and every word costs time. */
export const LONGEST_QUESTION = 200
const MOST_WORDS = 16

export type Question = {
  words: string[]
  /** words that stand side by side, in this order; the last one may go on */
  phrases: { words: string[]; isOpen: boolean }[]
}

const QUOTED = /["“”„«»「」]([^"“”„«»「」]*)(["“”„«»「」]|$)/gu
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]{2,}/gu

/** @returns undefined when nothing in it can be searched for */
export function readQuestion(asked: string): Question | undefined {
  const phrases = [...asked.matchAll(QUOTED)].map(([, inside = '', end]) => ({
    words: foldedWords(inside),
    isOpen: end === '',
  }))
  // Characters of Chinese side by side are words, though nobody writes them with quotes.
  const unspaced = (asked.match(UNSPACED) ?? []).map((run) => ({
    words: foldedWords(run),
    isOpen: true,
  }))
  const words = [...new Set(foldedWords(asked))].slice(0, MOST_WORDS)
  if (words.length === 0) return undefined
  return { words, phrases: [...phrases, ...unspaced].filter(({ words }) => words.length > 1) }
}
