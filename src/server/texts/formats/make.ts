/** Which formats there are, for what, and what makes them. */
import type { LoadedText } from '../loaded.ts'
import { toAkomaNtoso } from './akoma-ntoso.ts'
import { extract, type Extract, type Scope } from './extract.ts'
import { toJson } from './json.ts'
import { toMarkdown } from './markdown.ts'
import { publicationOf, type Publication } from './publication.ts'

type Format = {
  type: string
  /** what it is made for */
  scopes: Scope['kind'][]
  make(taken: Extract, publication: Publication): string | Uint8Array | Promise<Uint8Array>
}

// What sets pages and packs books is large; only the thread that does it loads it.
const toPdf: Format['make'] = async (...of) => (await import('./pdf/index.ts')).toPdf(...of)
const toEpub: Format['make'] = async (...of) => (await import('./epub/index.ts')).toEpub(...of)

const ALL: Scope['kind'][] = ['text', 'chapter', 'article']

/** By the ending of the file. */
export const FORMATS = {
  pdf: { type: 'application/pdf', scopes: ALL, make: toPdf },
  epub: { type: 'application/epub+zip', scopes: ['text'], make: toEpub },
  xml: { type: 'application/akn+xml; charset=utf-8', scopes: ALL, make: toAkomaNtoso },
  md: { type: 'text/markdown; charset=utf-8', scopes: ALL, make: toMarkdown },
  json: { type: 'application/json; charset=utf-8', scopes: ALL, make: toJson },
} as const satisfies Record<string, Format>

export type FormatName = keyof typeof FORMATS
export const isFormat = (name: string): name is FormatName => Object.hasOwn(FORMATS, name)

/** @returns the bytes of a file; undefined when the text has no such chapter or article */
export async function makeFile(
  whole: LoadedText,
  scope: Scope,
  format: FormatName,
  siteUrl: string,
): Promise<Uint8Array | undefined> {
  const taken = extract(whole, scope)
  if (!taken) return undefined
  const made = await FORMATS[format].make(taken, publicationOf(whole.text, siteUrl))
  return typeof made === 'string' ? Buffer.from(made) : made
}
