/**
 * Names, in every script. What is kept is NFC without what could disorder a page; what is not a
 * name (a link, markup, a formula) is refused with a reason, never changed in silence.
 * Unicode: UAX 9 (bidi), UAX 15 (normalisation), UTS 39 (mixed scripts).
 */
import { parse as parseDomain } from 'tldts'

export type NameProblem =
  'missing' | 'tooLong' | 'control' | 'lost' | 'link' | 'markup' | 'formula' | 'marks' | 'letters'

export const LONGEST_NAME = 120

const BIDI_AND_INVISIBLE = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u00AD]/g
// Joiners shape words in these scripts and mean nothing in others.
const NEEDS_JOINER =
  /[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Nkoo}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Khmr}\p{sc=Mymr}]/u

/** What is kept of a line: NFC, single spaces, no bidi marks, joiners only where they shape. */
export function cleanLine(typed: string): string {
  return typed
    .normalize('NFC')
    .replace(BIDI_AND_INVISIBLE, '')
    .replace(
      /(.?)([\u200C\u200D]+)(?=(.?))/gsu,
      (_, before: string, joiners: string, after: string) =>
        NEEDS_JOINER.test(before) && /[\p{L}\p{M}]/u.test(after) ? before + joiners[0] : before,
    )
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Reads a name: the cleaned name, or what is wrong with it. */
export function parseName(typed: string): { name: string } | NameProblem {
  const name = cleanLine(typed)
  if (name === '') return 'missing'
  return lineProblem(name, LONGEST_NAME) ?? (/\p{L}/u.test(name) ? { name } : 'letters')
}

/** What is wrong with a cleaned line that will stand in a list; undefined if nothing is. */
export function lineProblem(line: string, longest: number): NameProblem | undefined {
  if ([...line].length > longest) return 'tooLong'
  if (!line.isWellFormed() || line.includes('\uFFFD')) return 'lost'
  if (/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/u.test(line.replace(/[\u200C\u200D]/g, '')))
    return 'control'
  if (/[<>{}[\]\\|]|&#?\w+;/.test(line)) return 'markup'
  if (/^['"‘’“”]?\s*[=+\-@＝＋－＠]/u.test(line)) return 'formula'
  if (holdsLink(line)) return 'link'
  if (/\p{Mn}{5,}/u.test(line)) return 'marks'
  return undefined
}

function holdsLink(line: string): boolean {
  const plain = line.normalize('NFKC')
  if (/:\/\/|\bwww\.|\bmailto:|@/i.test(plain)) return true
  return plain.split(/[\s,;()]+/).some((word) => {
    if (!/[^.]\.[^.]/.test(word)) return false
    const { domain, isIcann } = parseDomain(word)
    return domain !== null && isIcann === true
  })
}

/** True when one word mixes Latin with letters of a look-alike script: held for review. */
export function mixesScripts(name: string): boolean {
  return name
    .split(/[\s\-'’.]+/u)
    .some(
      (word) =>
        /\p{sc=Latin}/u.test(word) &&
        /[\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Armenian}\p{sc=Cherokee}]/u.test(word),
    )
}
