/**
 * Names of organisations made comparable: case, accents and punctuation do not matter
 * (search-name.ts), nor dots in abbreviations, nor the legal form, nor whether Cyrillic or Greek is
 * written in Latin letters. For finding doubles only: people decide.
 */
import { searchName } from '../../register/search-name.ts'
import { LEGAL_FORMS } from './legal-forms.ts'

// After ISO 9 and ISO 843, less their accents: enough to lie near the spellings in use.
const LATIN: Record<string, string> = {
  ...pairs('абвгдезийклмнопрстуфхыэіїјљњћќђџѓ', 'abvgdeziiklmnoprstufhyeiijlnckdzg'),
  ...{ ё: 'e', ж: 'zh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ь: '', ю: 'yu', я: 'ya' },
  ...{ є: 'ye', ґ: 'g', ў: 'u', ѕ: 'dz' },
  ...pairs('αβγδεζηικλμνξοπρστυω', 'avgdeziiklmnxoprstyo'),
  ...{ θ: 'th', φ: 'f', χ: 'ch', ψ: 'ps' },
}

function pairs(from: string, to: string): Record<string, string> {
  return Object.fromEntries([...from].map((letter, i) => [letter, to[i]!]))
}

/** Words that join and lead: "The Open Harbour & Sea" is "Open Harbour and Sea". */
const SMALL = new Set(['the', 'and', 'und', 'et'])

/** @returns words with single spaces; '' when nothing comparable is left */
export function nameKey(name: string): string {
  const words = joinLetters(toLatin(searchName(name)).split(' ').filter(Boolean))
  const telling = words.filter((word) => !SMALL.has(word) && !LEGAL_FORMS.has(word))
  return (telling.length > 0 ? telling : words).join(' ')
}

const toLatin = (folded: string) =>
  folded.replace(/[\p{sc=Cyrl}\p{sc=Grek}]/gu, (letter) => LATIN[letter] ?? letter)

/** a c l u -> aclu, as in A.C.L.U. */
function joinLetters(words: string[]): string[] {
  const joined: string[] = []
  let run = ''
  for (const word of [...words, '']) {
    if ([...word].length === 1 && /\p{L}/u.test(word) && !/\p{sc=Han}/u.test(word)) run += word
    else {
      if (run) joined.push(run)
      run = ''
      if (word) joined.push(word)
    }
  }
  return joined
}

/** How alike two keys are, from 0 to 1: groups of three letters they share, of all they have. */
export function likeness(one: string, other: string): number {
  const [a, b] = [trigrams(one), trigrams(other)]
  const shared = [...a].filter((three) => b.has(three)).length
  return shared === 0 ? 0 : shared / (a.size + b.size - shared)
}

/** As PostgreSQL's pg_trgm has it: each word with two spaces before and one after. */
function trigrams(key: string): Set<string> {
  const all = key.split(' ').flatMap((word) => {
    const padded = `  ${word} `
    return Array.from({ length: padded.length - 2 }, (_, i) => padded.slice(i, i + 3))
  })
  return new Set(all)
}
