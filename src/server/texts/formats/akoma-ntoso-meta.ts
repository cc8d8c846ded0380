/** What an Akoma Ntoso document says of itself: identification (FRBR), references, notes. */
import type { Annex, Section } from '../model.ts'
import { sectionsOf } from '../addresses.ts'
import { campaign } from '../../../../content/campaign.ts'
import { primaryLanguage } from '../words.ts'
import { inlineWriter, noteId } from './akoma-ntoso-inline.ts'
import type { Extract } from './extract.ts'
import type { Publication } from './publication.ts'
import { block, escapeXml, inline, type Xml } from './xml.ts'

export type Document = {
  taken: Extract
  publication: Publication
  /** of a section, chapter, part, annex or provision */
  eId(thing: object): string
  /** of what stands at an address; undefined when nothing does */
  eIdAt(address: string): string | undefined
}

/** ISO 639-2, as the naming convention asks; `und` is its word for a language not told. */
const LANGUAGES: Record<string, string> = {
  ar: 'ara',
  en: 'eng',
  es: 'spa',
  fr: 'fra',
  ru: 'rus',
  zh: 'zho',
}
/** For what belongs to no country; reserved for private use by ISO 3166-1. */
const NO_COUNTRY = 'zz'
const PUBLISHER = '#publisher'
/** Our own words, for what the schema has none for. */
const OWN = 'urn:x-accede:text'

/** The names of a text as a work, in an edition and language, and as a file (naming convention, 4.5 to 4.7). */
export function frbr({ taken: { text } }: Pick<Document, 'taken'>) {
  const language = LANGUAGES[primaryLanguage(text.language)] ?? 'und'
  const work = `/akn/${NO_COUNTRY}/doc/model-${text.id}/${campaign.texts[text.id].year}/${text.id}`
  const expression = `${work}/${language}@${text.edition}`
  return { work, expression, manifestation: `${expression}.akn`, language }
}

export function metaOf(document: Document): Xml {
  return block(
    'meta',
    {},
    identification(document, 'main'),
    references(document),
    notes(
      document,
      sectionsOf(document.taken.text).map(({ section }) => section),
    ),
    proprietary(document),
  )
}

export const components = {
  /** An annex is a document of its own: it has notes, and says whose component it is. */
  meta: (document: Document, annex: Annex): Xml =>
    block(
      'meta',
      {},
      identification(document, `annex_${document.taken.text.annexes.indexOf(annex) + 1}`),
    ),
}

function identification(document: Document, component: string): Xml {
  const { work, expression, manifestation, language } = frbr(document)
  const { text, scope } = document.taken
  const value = (name: string, value: string, more = {}) => inline(name, { value, ...more })
  const core = (uri: string, these: string, author: string, ...aliases: Xml[]) => [
    value('FRBRthis', these),
    value('FRBRuri', uri),
    ...aliases,
    date(document),
    inline('FRBRauthor', { href: author }),
  ]
  const authoritative = value('FRBRauthoritative', String(text.status === 'official'))
  const [file, format] = [manifestation, 'application/akn+xml']
  return block(
    'identification',
    { source: PUBLISHER },
    block(
      'FRBRWork',
      {},
      core(
        work,
        `${work}/!${component}`,
        author(document),
        value('FRBRalias', text.title, { name: 'title' }),
      ),
      value('FRBRcountry', NO_COUNTRY),
      value('FRBRsubtype', `model-${text.id}`),
      value('FRBRname', text.id),
      value('FRBRprescriptive', 'false'),
    ),
    block(
      'FRBRExpression',
      {},
      core(expression, `${expression}/!${component}`, author(document)),
      value('FRBRversionNumber', text.edition),
      authoritative,
      inline('FRBRlanguage', { language }),
    ),
    block(
      'FRBRManifestation',
      {},
      core(file, file.replace(/\.akn$/, `/!${component}.xml`), PUBLISHER),
      scope.kind === 'text'
        ? ''
        : inline('FRBRportion', { from: `#${document.eIdAt(scope.address)}` }),
      value('FRBRformat', format),
    ),
  )
}

/** The schema wants a whole date; where only the year is known, the name of the date says so. */
function date({ taken: { text } }: Document): Xml {
  const known = text.date ?? `${campaign.texts[text.id].year}-01-01`
  return inline('FRBRdate', { date: known, name: text.date ? 'edition' : 'year-only' })
}

const isByCommission = ({ taken: { text } }: Document) =>
  text.id === 'convention' && text.status !== 'specimen'
const author = (document: Document) => (isByCommission(document) ? '#commission' : PUBLISHER)

function references(document: Document): Xml {
  const { taken, publication } = document
  const organisation = (eId: string, showAs: string, href: string) =>
    inline('TLCOrganization', { eId, href, showAs })
  const commission = 'International Mobility Commission'
  return block(
    'references',
    { source: PUBLISHER },
    organisation('publisher', publication.publisher, publication.siteUrl),
    isByCommission(document)
      ? organisation(
          'commission',
          commission,
          '/akn/ontology/organization/unreg.international.mobility.commission',
        )
      : '',
    taken.text.definitions.map(({ term }, nth) =>
      inline('TLCTerm', {
        eId: `term_${nth + 1}`,
        href: `/akn/ontology/term/${taken.text.id}.${nth + 1}`,
        showAs: term,
      }),
    ),
  )
}

function notes(document: Document, sections: Section[]): Xml {
  const write = inlineWriter(document)
  const all = sections.flatMap((section) =>
    section.footnotes.map(({ label, text }) => {
      const eId = noteId(document.eId(section), label)
      return block('note', { eId, marker: label }, inline('p', {}, write(text, eId)))
    }),
  )
  return all.length > 0 ? block('notes', { source: PUBLISHER }, all) : ''
}

/** What only our own model has words for. */
function proprietary({ taken: { text }, publication, eIdAt }: Document): Xml {
  return block(
    'proprietary',
    { source: PUBLISHER, 'xmlns:own': OWN },
    inline('own:status', {}, escapeXml(text.status)),
    inline('own:notice', {}, escapeXml(publication.notice)),
    inline('own:language', {}, escapeXml(text.language)),
    inline('own:address', {}, escapeXml(publication.url)),
    text.date === null ? '' : inline('own:date', {}, text.date),
    text.source === null ? '' : inline('own:source', {}, escapeXml(text.source)),
    text.definitions.map(({ term, forms, at }) =>
      block(
        'own:definition',
        { term, at, href: eIdAt(at) && `#${eIdAt(at)}` },
        forms.map((form) => inline('own:form', {}, escapeXml(form))),
      ),
    ),
  )
}
