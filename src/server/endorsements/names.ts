/**
 * Names, in every script. What is kept is NFC without what could disorder a page; what is not a
 * name (a link, markup, a formula) is refused with a reason, never changed in silence.
 * Unicode: UAX 9 (bidi), UAX 15 (normalisation), UTS 39 (mixed scripts).
 */
import { parse as parseDomain } from 'tldts'

export type NameProblem =
  'missing' | 'tooLong' | 'control' | 'lost' | 'link' | 'markup' | 'formula' | 'marks' | 'letters'

export const LONGEST_NAME = 120

// Fillers of Hangul and the Braille blank look like nothing and would make an empty name.
const BIDI_AND_INVISIBLE =
  /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u00AD\u115F\u1160\u3164\uFFA0\u2800]/g
// Joiners shape words in these scripts and mean nothing in others.
const NEEDS_JOINER =
  /[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Nkoo}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Khmr}\p{sc=Mymr}]/u

/** What is kept of a line: NFC, single spaces, no bidi marks, joiners only where they shape. */
export function cleanLine(typed: string): string {
  return typed
    .replace(BIDI_AND_INVISIBLE, '')
    .replace(/([^\p{M}\u200C\u200D]?)([\p{M}\u200C\u200D]+)(?=(.?))/gsu, shapingJoiners)
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** A letter with its marks and joiners, and the joiners that mean something: single, between letters. */
function shapingJoiners(_: string, letter: string, marks: string, after: string): string {
  if (!NEEDS_JOINER.test(letter)) return letter + marks.replace(/[\u200C\u200D]/g, '')
  const single = marks.replace(/([\u200C\u200D])[\u200C\u200D]+/g, '$1')
  return letter + (/\p{L}/u.test(after) ? single : single.replace(/[\u200C\u200D]$/, ''))
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
  if (/[\p{Mn}\p{Me}]{5,}/u.test(line)) return 'marks'
  return undefined
}

function holdsLink(line: string): boolean {
  const plain = line.normalize('NFKC')
  if (/:\/\/|\bwww\.|\bmailto:|@/i.test(plain)) return true
  return plain.split(/[\s,;()]+/).some((word) => {
    // J.Li, K.Kim and M.Sc. end like domains and are names and degrees.
    if (!/[^.]\.[^.]/.test(word) || /^(\p{L}\.)+\p{L}+\.?$/u.test(word)) return false
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
