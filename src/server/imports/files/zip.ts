/**
 * The parts of a ZIP, as text. Each is unpacked in pieces and counted: a part that grows beyond its
 * bound ends the reading, whatever the directory says of it.
 */
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { UnreadableFile } from './bounds.ts'

export type Zip = { has(name: string): boolean; text(name: string, most: number): Texts }
type Texts = AsyncIterable<string>

const MOST_PARTS = 10_000

/** @throws UnreadableFile when it is no ZIP, or is damaged or encrypted */
export async function openZip(bytes: Uint8Array): Promise<Zip> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // The sizes that the directory tells are checked while a part is read.
  const zip = await readable(yauzl.fromBufferPromise(buffer))
  const parts = await readable(partsOf(zip))
  return {
    has: (name) => parts.has(name.toLowerCase()),
    text(name, most) {
      const part = parts.get(name.toLowerCase())
      if (!part || !part.canDecodeFileData()) throw new UnreadableFile('format')
      return textOf(zip, part, most)
    },
  }
}

async function partsOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const parts = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    if (parts.size >= MOST_PARTS) throw new UnreadableFile('format')
    parts.set(entry.fileName.replace(/^\//, '').toLowerCase(), entry)
  }
  return parts
}

async function* textOf(zip: ZipFile, part: Entry, most: number): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const stream = await readable(zip.openReadStreamPromise(part))
  let size = 0
  try {
    for await (const piece of stream) {
      size += piece.length
      if (size > most) throw new UnreadableFile('tooLarge')
      yield decoder.decode(piece, { stream: true })
    }
    yield decoder.decode()
  } catch (error) {
    throw fault(error)
  }
}

const readable = <T>(reading: Promise<T>): Promise<T> =>
  reading.catch((error: unknown) => {
    throw fault(error)
  })

/** What yauzl, zlib or the decoder say of bytes that are not as they should be. */
const fault = (error: unknown): unknown =>
  error instanceof UnreadableFile ? error : new UnreadableFile('broken')
