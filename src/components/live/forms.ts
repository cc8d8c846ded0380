/** Words about a number, for every plural form of a language, so that a script can set another number in. */
import { numbers, plurals } from '../format.ts'

/** Numbers that stand for all forms of the languages that CLDR knows: see its plural rules. */
const SAMPLES = [1, 2, 3, 5, 11, 100, 1_000_000]

/**
 * @param words what the page says of a number
 * @returns the words by plural category, and for none at all, with # where the number stands
 */
export function formsOf(
  language: string,
  words: (value: number) => string,
): Record<string, string> {
  const rules = plurals(language)
  const { format } = numbers(language)
  const forms: Record<string, string> = { none: words(0).replace(format(0), '#') }
  for (const sample of SAMPLES)
    forms[rules.select(sample)] ??= words(sample).replace(format(sample), '#')
  return forms
}
