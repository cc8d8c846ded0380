/**
 * What a password must be like: NIST SP 800-63B-4, 3.1.1.2. Fifteen characters, since it may be the
 * only factor; no rules about kinds of characters; none that is on a list of breached passwords,
 * made of two of them, of one sequence, or of the names that are at hand here.
 *
 * The list: @zxcvbn-ts/language-common (MIT), 49,000 passwords of published breaches.
 */
import type { MessageKey } from '../messages/index.ts'
import { LONGEST_PASSWORD, normalised } from './passwords.ts'

export const SHORTEST_PASSWORD = 15
/** Left after what anybody could guess is taken out, so many characters must be. */
const LEAST_OWN = 8

let list: Promise<Set<string>> | undefined

/** @param context words that are known to everybody: the address, the name of the site */
export async function passwordProblem(
  password: string,
  context: readonly string[],
): Promise<MessageKey | undefined> {
  const text = normalised(password)
  const length = [...text].length
  if (length === 0) return 'staff.errors.passwordMissing'
  if (length < SHORTEST_PASSWORD) return 'staff.errors.passwordShort'
  if (length > LONGEST_PASSWORD) return 'staff.errors.passwordLong'
  return isGuessable(text.toLowerCase(), context, await breached())
    ? 'staff.errors.passwordKnown'
    : undefined
}

function breached(): Promise<Set<string>> {
  list ??= import('@zxcvbn-ts/language-common/src/passwords.json', { with: { type: 'json' } }).then(
    ({ default: passwords }) => new Set(passwords as string[]),
  )
  return list
}

function isGuessable(text: string, context: readonly string[], known: Set<string>): boolean {
  const own = withoutWords(text, context)
  return (
    own.length < LEAST_OWN ||
    repeats(own) ||
    isSequence(own) ||
    [text, own, own.replace(/[\s\W_]+/g, '')].some((each) => isOneOrTwo(each, known))
  )
}

/** Without the parts of the address and the names of the site, of four letters and more. */
function withoutWords(text: string, context: readonly string[]): string {
  const words = context
    .flatMap((each) => [each, ...each.split(/[^\p{L}\p{N}]+/u)])
    .map((word) => normalised(word).toLowerCase())
    .filter((word) => word.length >= 4)
    .sort((a, b) => b.length - a.length)
  return words.reduce((left, word) => left.replaceAll(word, ''), text).trim()
}

/** `abcabcabcabcabc`, `xxxxxxxxxxxxxxx` */
const repeats = (text: string) => /^(.{1,8}?)\1+.{0,7}$/su.test(text) && new Set(text).size < 9

const ROWS = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const RUNS = ROWS.flatMap((row) => [row, [...row].reverse().join('')]).map((row) => row + row)

/** Nothing but neighbours on a keyboard, in the alphabet, or in counting, three and more at a time. */
function isSequence(text: string): boolean {
  let rest = text
  while (rest.length > 0) {
    const length = longestRun(rest)
    if (length < 3) return false
    rest = rest.slice(length)
  }
  return true
}

function longestRun(text: string): number {
  for (let length = text.length; length >= 3; length--)
    if (RUNS.some((run) => run.includes(text.slice(0, length)))) return length
  return 0
}

/** On the list, or two of the list one after the other. */
function isOneOrTwo(text: string, known: Set<string>): boolean {
  if (known.has(text)) return true
  return [...text].some((_, i) => i > 0 && known.has(text.slice(0, i)) && known.has(text.slice(i)))
}
