/** The files of an export, one format after the other, from the rows that were taken out of the database. */
import { join } from 'node:path'
import type { About } from './book/title.ts'
import type { BookFacts } from './book/gather.ts'
import { headings } from './cells.ts'
import { FORMATS } from './formats.ts'
import type { Raw } from './spool.ts'
import type { Order, Progress } from './make.ts'
import type { FileEntry } from './manifest.ts'
import { fill, type Written } from './sink.ts'

export type Writing = {
  order: Order
  total: number
  folder: string
  about: Omit<About, 'editions' | 'figures'>
  rows: () => AsyncIterable<Raw[]>
  /** undefined when no book is asked for */
  book: BookFacts | undefined
}

export async function writeFiles(writing: Writing, tell: Progress): Promise<FileEntry[]> {
  const files: FileEntry[] = []
  const { asked, id } = writing.order
  for (const format of asked.formats) {
    const name = `${asked.preset}-${id}${format === 'pdf' ? '.pdf' : FORMATS[format].ending}`
    const path = join(writing.folder, name)
    const rows = format === 'pdf' ? writing.book!.figures.rows : writing.total
    const done = (count: number) => tell(format, count, rows)
    const written =
      format === 'pdf'
        ? await writeBook(writing, path, done)
        : await writeTable(writing, format, path, done)
    files.push({ name, rows, ...written })
  }
  return files
}

type Table = keyof typeof FORMATS
type Done = (count: number) => void

async function writeTable(
  { order: { asked }, total, rows }: Writing,
  format: Table,
  path: string,
  done: Done,
): Promise<Written> {
  const write = await FORMATS[format].load()
  const { columns, language } = asked
  let count = 0
  const counted = (so: number) => done((count = so))
  const sheet = {
    headings: headings(columns, language),
    rows: telling(rows(), counted),
    total,
    language,
  }
  const written = await fill(path, write(sheet))
  // What the manifest says is not believed but held against what was written.
  if (count !== total) throw new Error(`${count} of ${total} rows were written as ${format}`)
  return written
}

/** What sets pages is large; only who wants a book loads it. */
async function writeBook(
  { about, folder, book }: Writing,
  path: string,
  done: Done,
): Promise<Written> {
  const { signatureBook } = await import('./book/index.ts')
  return fill(path, signatureBook({ folder, about, facts: book! }, done))
}

async function* telling<T>(pieces: AsyncIterable<T[]>, tell: Done): AsyncGenerator<T[]> {
  let done = 0
  for await (const piece of pieces) {
    yield piece
    tell((done += piece.length))
  }
}
