/**
 * The parts of a ZIP (APPNOTE 6.3), by its central directory. Each part is unpacked in pieces and
 * counted: a part that grows beyond its bound ends the reading, whatever the directory says of it.
 */
import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { UnreadableFile } from './bounds.ts'

type Part = { method: number; offset: number; packed: number }
export type Zip = { has(name: string): boolean; text(name: string, most: number): Texts }
type Texts = AsyncIterable<string>

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
/** The end record is the last, before a comment of up to 65,535 bytes. */
const LONGEST_END = 22 + 65_535
const MOST_PARTS = 10_000
const SLICE = 256 * 1024

/** @throws UnreadableFile when it is no ZIP, or is damaged or encrypted */
export function openZip(bytes: Uint8Array): Zip {
  const parts = readDirectory(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  return {
    has: (name) => parts.has(name.toLowerCase()),
    text(name, most) {
      const part = parts.get(name.toLowerCase())
      if (!part) throw new UnreadableFile('format')
      return decoded(bytes, part, most)
    },
  }
}

function readDirectory(buffer: Buffer): Map<string, Part> {
  const end = findEnd(buffer)
  const count = buffer.readUInt16LE(end + 10)
  let at = buffer.readUInt32LE(end + 16)
  if (count > MOST_PARTS) throw new UnreadableFile('format')
  const parts = new Map<string, Part>()
  for (let i = 0; i < count; i++) {
    if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== ENTRY)
      throw new UnreadableFile('broken')
    const [name, extra, comment] = [28, 30, 32].map((field) => buffer.readUInt16LE(at + field))
    if (buffer.readUInt16LE(at + 8) & 1) throw new UnreadableFile('format')
    parts.set(
      buffer
        .toString('utf8', at + 46, at + 46 + name!)
        .replace(/^\//, '')
        .toLowerCase(),
      {
        method: buffer.readUInt16LE(at + 10),
        packed: buffer.readUInt32LE(at + 20),
        offset: buffer.readUInt32LE(at + 42),
      },
    )
    at += 46 + name! + extra! + comment!
  }
  return parts
}

function findEnd(buffer: Buffer): number {
  const first = Math.max(0, buffer.length - LONGEST_END)
  for (let at = buffer.length - 22; at >= first; at--)
    if (buffer.readUInt32LE(at) === END) return at
  throw new UnreadableFile('broken')
}

/** The packed bytes of a part, behind its local header. */
function bodyOf(bytes: Uint8Array, { offset, packed }: Part): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL)
    throw new UnreadableFile('broken')
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (start + packed > bytes.length) throw new UnreadableFile('broken')
  return bytes.subarray(start, start + packed)
}

async function* decoded(bytes: Uint8Array, part: Part, most: number): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let size = 0
  try {
    for await (const piece of unpacked(bodyOf(bytes, part), part.method)) {
      size += piece.length
      if (size > most) throw new UnreadableFile('tooLarge')
      yield decoder.decode(piece, { stream: true })
    }
    yield decoder.decode()
  } catch (error) {
    throw isDamage(error) ? new UnreadableFile('broken') : error
  }
}

function unpacked(body: Uint8Array, method: number): AsyncIterable<Uint8Array> {
  const stream = Readable.from(slices(body))
  if (method === 0) return stream
  if (method !== 8) throw new UnreadableFile('format')
  return stream.pipe(createInflateRaw())
}

function* slices(body: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < body.length; at += SLICE) yield body.subarray(at, at + SLICE)
}

const isDamage = (error: unknown): boolean =>
  /^(Z_|ERR_ENCODING)/.test(String((error as NodeJS.ErrnoException).code))
