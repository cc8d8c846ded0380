/** Rows in a file of their own: the snapshot that they came from can end while they are written out. */
import { createReadStream } from 'node:fs'
import { fill } from './sink.ts'

/** A row as it comes: a value for each column. */
export type Raw = (string | number | null)[]

/** Puts them into a file, a line each. */
export const spool = (rows: AsyncIterable<string>, path: string) => fill(path, lines(rows))

async function* lines(rows: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const text of rows) yield `${text}\n`
}

export async function* parsed(rows: AsyncIterable<string>): AsyncGenerator<Raw[]> {
  for await (const text of rows) yield JSON.parse(text) as Raw[]
}

/** Reads them back, some at a time. */
export const unspool = (path: string): AsyncGenerator<Raw[]> => parsed(linesOf(path))

/** Node's own readline also parts lines at U+2028, which JSON leaves as it is. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let before: Buffer[] = []
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    let rest = chunk as Buffer
    for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED)) {
      yield Buffer.concat([...before, rest.subarray(0, end)]).toString()
      before = []
      rest = rest.subarray(end + 1)
    }
    before.push(rest)
  }
}

const LINE_FEED = 10
