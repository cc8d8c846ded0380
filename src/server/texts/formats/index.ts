/** Texts to take away: PDF, EPUB, Akoma Ntoso, Markdown and JSON, whole, by chapter or by article. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { explicitPath, pathOf } from '../links.ts'
import type { LoadedText } from '../loaded.ts'
import type { TextId, Texts } from '../index.ts'
import { extract, type Scope } from './extract.ts'
import { keptFiles } from './kept.ts'
import { FORMATS, isFormat, makeFile, type FormatName } from './make.ts'
import { fileMaker } from './maker.ts'
import type { Job } from './worker.ts'

/** The address of a file, in its parts: `/convention/1.0/en/articles/12.pdf`. */
export type AskedFile = {
  text: string
  edition: string
  language: string
  /** `articles` or `chapters`; undefined for the whole text, whose file has its name */
  part?: string
  name: string
  format: string
}

export type File = {
  /** stays the same while the file does (RFC 9110, 8.8.3), with its quotes */
  etag: string
  type: string
  /** what it is called where it is saved */
  name: string
  /** path of the page that shows the same */
  page: string
  /** undefined when too much is being made just now */
  bytes(): Promise<Uint8Array | undefined>
}

/** A format that a page links to. */
export type Alternate = { format: FormatName; type: string; path: string }

export type TakeAway = ReturnType<typeof takeAway>

export function takeAway({ dataDir, siteUrl }: Pick<Config, 'dataDir' | 'siteUrl'>, texts: Texts) {
  const maker = fileMaker<Job>(new URL('./worker.ts', import.meta.url))
  const kept = keptFiles(join(dataDir, 'take-away'))
  const sources = new WeakMap<LoadedText, string>()

  /** Everything that a file is made from: the text, this site's address, and the program. */
  function sourceOf(whole: LoadedText): string {
    const known = sources.get(whole)
    if (known) return known
    const sum = createHash('sha256').update(program()).update(siteUrl)
    const made = sum.update(JSON.stringify(whole.text)).digest('base64url').slice(0, 22)
    sources.set(whole, made)
    return made
  }
  /** What takes long is made in a thread and kept; the rest is made as it is asked for. */
  function bytesOf(whole: LoadedText, scope: Scope, format: FormatName, name: string) {
    const isQuick = scope.kind !== 'text' && format !== 'pdf'
    if (isQuick) return makeFile(whole, scope, format, siteUrl)
    return kept.get(`${sourceOf(whole)}-${name}`, () =>
      maker.make({ text: whole.text, scope, format, siteUrl }),
    )
  }
  return {
    /** What is at the address of a file; undefined when nothing is. */
    file(asked: AskedFile): File | undefined {
      const { format } = asked
      const whole = wholeOf(texts, asked)
      const scope = scopeOf(asked)
      if (!whole || !scope || !isFormat(format) || !isMadeFor(format, scope)) return undefined
      if (!extract(whole, scope)) return undefined
      const name = nameOf(whole, scope, format)
      const base = explicitPath(whole.text)
      return {
        etag: etagOf(sourceOf(whole), scope, format),
        type: FORMATS[format].type,
        name,
        page: scope.kind === 'text' ? base : pathOf(scope.address, base),
        bytes: () => bytesOf(whole, scope, format, name),
      }
    },
    /** The formats of a page: `contents` or `text` for the whole, `chapter-2`, `12`. */
    alternates({ text }: LoadedText, at: string): Alternate[] {
      const scope = scopeAt(at)
      if (!scope) return []
      const base = explicitPath(text)
      const path = scope.kind === 'text' ? `${base}/${text.id}` : pathOf(scope.address, base)
      return (Object.keys(FORMATS) as FormatName[])
        .filter((format) => isMadeFor(format, scope))
        .map((format) => ({ format, type: FORMATS[format].type, path: `${path}.${format}` }))
    },
    stop: () => maker.stop(),
  }
}

const isMadeFor = (format: FormatName, { kind }: Scope) =>
  (FORMATS[format].scopes as readonly string[]).includes(kind)

function wholeOf(texts: Texts, { text, edition, language }: AskedFile): LoadedText | undefined {
  return texts.find(text as TextId, edition, language)
}

function scopeOf({ text, part, name }: AskedFile): Scope | undefined {
  if (part === undefined) return name === text ? { kind: 'text' } : undefined
  if (part === 'chapters') return { kind: 'chapter', address: `chapter-${name}` }
  return part === 'articles' ? { kind: 'article', address: name } : undefined
}

function scopeAt(at: string): Scope | undefined {
  if (at === 'contents' || at === 'text') return { kind: 'text' }
  if (at.startsWith('chapter-')) return { kind: 'chapter', address: at }
  return /^\d/.test(at) ? { kind: 'article', address: at } : undefined
}

/** `convention-1.0-en.pdf`, `convention-1.0-en-article-12.pdf`. */
function nameOf({ text }: LoadedText, scope: Scope, format: FormatName): string {
  const whole = `${text.id}-${text.edition}-${text.language}`
  if (scope.kind === 'text') return `${whole}.${format}`
  const part = scope.kind === 'article' ? `article-${scope.address}` : scope.address
  return `${whole}-${part}.${format}`
}

/** Weak for what is sent compressed too: then the bytes differ, though they say the same. */
function etagOf(source: string, scope: Scope, format: FormatName): string {
  const address = scope.kind === 'text' ? 'text' : scope.address
  const tag = `"${source}-${address}.${format}"`
  return format === 'pdf' || format === 'epub' ? tag : `W/${tag}`
}

let ofProgram: string | undefined
/** Changes when what makes the files does: this folder, and the sentences of the site. */
function program(): string {
  if (ofProgram) return ofProgram
  const folder = new URL('./', import.meta.url)
  const sum = createHash('sha256')
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
    if (name.endsWith('.ts')) sum.update(readFileSync(new URL(name, folder)))
  sum.update(readFileSync(new URL('../words.ts', folder)))
  sum.update(readFileSync(new URL('../../../../content/messages/en.json', folder)))
  return (ofProgram = sum.digest('base64url'))
}
