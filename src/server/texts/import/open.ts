/** Looks at a file before anything reads it: what cannot be imported gets one clear line. */
import { readFileSync, statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { readDocx } from './docx.ts'
import { readHtml } from './html.ts'
import { readMarkdown } from './markdown.ts'
import { readPdf } from './pdf.ts'
import { readPlain } from './plain.ts'
import { WrongFile, type Source } from './source.ts'

const MEGABYTE = 1024 * 1024
/** Treaties with all their annexes are a few megabytes. */
const LARGEST = 50 * MEGABYTE

type Kind = 'docx' | 'pdf' | 'html' | 'markdown' | 'plain'
const KINDS: Record<string, Kind> = {
  ...{ '.docx': 'docx', '.pdf': 'pdf', '.html': 'html', '.htm': 'html', '.xhtml': 'html' },
  ...{ '.md': 'markdown', '.markdown': 'markdown', '.txt': 'plain', '.text': 'plain' },
} as const

/** @throws WrongFile, whose message begins with the name of the file */
export async function openSource(path: string, language: string): Promise<Source> {
  try {
    return await read(path, language)
  } catch (error) {
    if (error instanceof WrongFile) throw new WrongFile(`${basename(path)} ${error.message}`)
    // The stack is full: no text is nested a thousand levels deep.
    if (error instanceof RangeError) throw new WrongFile(`${basename(path)} is nested too deeply`)
    throw error
  }
}

async function read(path: string, language: string): Promise<Source> {
  const kind = KINDS[extname(path).toLowerCase()]
  if (!kind) throw new WrongFile('is none of .docx, .pdf, .html, .md and .txt')
  const bytes = bytesOf(path)
  const found = kindOf(bytes)
  if (found.is !== kind && !(found.is === 'text' && isText(kind)))
    throw new WrongFile(`says ${extname(path)}, but ${found.says}`)
  if (kind === 'docx') return readDocx(bytes)
  if (kind === 'pdf') return readPdf(bytes, language)
  const text = decode(bytes)
  const isMarkup = /^\s*<(?:!doctype html|html|head|body)\b/i.test(text)
  if (kind !== 'html' && isMarkup) throw new WrongFile(`says ${extname(path)}, but holds HTML`)
  if (kind === 'html' && !/<[a-z]/i.test(text))
    throw new WrongFile(`says ${extname(path)}, but holds plain text`)
  if (kind === 'html') return readHtml(text)
  return kind === 'markdown' ? readMarkdown(text) : readPlain(text, language)
}

const isText = (kind: Kind) => kind !== 'docx' && kind !== 'pdf'

function bytesOf(path: string): Uint8Array {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) throw new WrongFile('is not there')
  if (!stat.isFile()) throw new WrongFile('is not a file')
  if (stat.size === 0) throw new WrongFile('is empty')
  if (stat.size > LARGEST)
    throw new WrongFile(
      `has ${Math.ceil(stat.size / MEGABYTE)} MB; a text has at most ${LARGEST / MEGABYTE}`,
    )
  return readFileSync(path)
}

/** What the first bytes say. */
function kindOf(bytes: Uint8Array): { is: Kind | 'text' | 'other'; says: string } {
  const starts = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  if (starts.includes('%PDF-')) return { is: 'pdf', says: 'holds a PDF' }
  if (starts.startsWith('PK\u0003\u0004')) return { is: 'docx', says: 'holds a ZIP or Word file' }
  if (starts.startsWith('\u00d0\u00cf\u0011\u00e0'))
    return {
      is: 'other',
      says: 'it is encrypted, or of an old Word; save it as .docx without a password',
    }
  if (starts.startsWith('{\\rtf')) return { is: 'other', says: 'holds rich text (RTF)' }
  if (/^\u00ff\u00fe|^\u00fe\u00ff/.test(starts))
    return { is: 'other', says: 'is UTF-16; save it as UTF-8' }
  if (bytes.subarray(0, 65_536).includes(0)) return { is: 'other', says: 'holds no text' }
  return { is: 'text', says: 'holds plain text' }
}

function decode(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (text.trim() === '') throw new WrongFile('is empty')
    return text
  } catch (error) {
    if (error instanceof WrongFile) throw error
    throw new WrongFile('is not UTF-8; save it in that encoding')
  }
}
