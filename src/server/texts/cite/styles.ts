/**
 * Citations in words: The Bluebook (footnotes of journals), OSCOLA (4th edition), APA (7th edition)
 * and Chicago (17th edition, notes and bibliography).
 */
import type { Work } from './work.ts'

/** Italics are part of a style. */
export type Words = { text: string; isItalic: boolean }[]
export type Style = { name: string; forms: { of: Form; words: Words }[] }
/** What a form is for: a footnote, the list of references, or the running text. */
export type Form = 'note' | 'list' | 'text'

const plain = (text: string) => ({ text, isItalic: false })
const italic = (text: string) => ({ text, isItalic: true })
/** What is there, with what is missing left out. */
const words = (...parts: (Words[number] | string | undefined | false)[]): Words =>
  parts
    .filter(Boolean)
    .map((part) => (typeof part === 'string' ? plain(part) : (part as Words[number])))

/** @param accessed the day on which the page was read, for the styles that say it */
export function stylesOf(work: Work, accessed: Date): Style[] {
  return [
    { name: 'Bluebook', forms: [{ of: 'note', words: bluebook(work) }] },
    { name: 'OSCOLA', forms: [{ of: 'note', words: oscola(work, accessed) }] },
    {
      name: 'APA',
      forms: [
        { of: 'list', words: apa(work) },
        { of: 'text', words: apaInText(work) },
      ],
    },
    {
      name: 'Chicago',
      forms: [
        { of: 'note', words: chicagoNote(work) },
        { of: 'list', words: chicagoList(work) },
      ],
    },
  ]
}

const art = ({ pinpoint }: Work, abbreviation: string): string | undefined =>
  pinpoint && `${abbreviation} ${pinpoint.number}`
const caution = ({ caution: said }: Work): string => (said ? ` [${said}]` : '')
/** Journals say which edition by their volume; other documents must say it themselves. */
const edition = ({ journal, edition: number }: Work): string =>
  journal ? '' : ` (edition ${number})`
const year = ({ year: known }: Work): string => (known === undefined ? 'n.d.' : String(known))

function bluebook(work: Work): Words {
  const { author, journal, title, url } = work
  const where = journal ? `, ${journal.volume} ${journal.bluebook} (${journal.issue})` : ''
  const at = art(work, 'art.')
  return words(
    author && `${author}, `,
    italic(title),
    `${caution(work)}${edition(work)}${where}${at ? `${where ? ',' : ''} ${at}` : ''} (${year(work)}), ${url}.`,
  )
}

function oscola(work: Work, accessed: Date): Words {
  const { author, journal, title, url } = work
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    accessed,
  )
  const dated = `(${year(work)})`
  const where = journal
    ? ` ${dated} ${journal.volume}(${journal.issue}) ${journal.oscola}`
    : ` ${dated}`
  const at = art(work, 'art')
  return words(
    author && `${author}, `,
    `‘${title}’${caution(work)}${edition(work)}${where}${at ? `, ${at}` : ''} <${url}> accessed ${day}`,
  )
}

function apa(work: Work): Words {
  const { author, journal, title, url } = work
  const said = `${caution(work)}${edition(work)}`
  if (!author || !journal)
    return words(
      author && `${author}. (${year(work)}). `,
      italic(title),
      `${said}. ${author ? '' : `(${year(work)}). `}${url}`,
    )
  return words(
    `${author}. (${year(work)}). ${title}${said}. `,
    italic(journal.name),
    ', ',
    italic(journal.volume),
    `(${sentenceCase(journal.issue)}). ${url}`,
  )
}

function apaInText(work: Work): Words {
  const at = art(work, 'art.')
  const who = work.author ? plain(work.author) : italic(work.title)
  return words(
    '(',
    who,
    `${work.author ? '' : caution(work)}, ${year(work)}${at ? `, ${at}` : ''})`,
  )
}

function chicagoNote(work: Work): Words {
  const { author, journal, title, url } = work
  const at = art(work, 'art.')
  if (!journal)
    return words(
      author && `${author}, `,
      italic(title),
      `${caution(work)}${edition(work)}, ${year(work)}${at ? `, ${at}` : ''}, ${url}.`,
    )
  return words(
    author && `${author}, `,
    `“${title}${caution(work)},” `,
    italic(journal.name),
    ` ${journal.volume}, ${journal.issue} (${year(work)})${at ? `: ${at}` : ''}, ${url}.`,
  )
}

function chicagoList(work: Work): Words {
  const { author, journal, title, url } = work
  if (!journal)
    return words(
      author && `${author}. `,
      italic(title),
      `${caution(work)}${edition(work)}. ${year(work)}. ${url}.`,
    )
  return words(
    author && `${author}. `,
    `“${title}${caution(work)}.” `,
    italic(journal.name),
    ` ${journal.volume}, ${journal.issue} (${year(work)}). ${url}.`,
  )
}

const sentenceCase = (text: string) => text[0]!.toUpperCase() + text.slice(1)
