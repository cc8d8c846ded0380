/**
 * Text of a file. UTF-8 and UTF-16 are recognised (byte order mark, or zero bytes between letters);
 * other encodings cannot be told from one another by their bytes, so that one is named by whoever
 * brings the file, or the file is refused. Nothing is guessed: a wrong guess spoils names in silence.
 */
import { UnreadableFile } from './bounds.ts'

/** What may be named; labels of the Encoding Standard. */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1254',
  'windows-1256',
  'gb18030',
  'big5',
  'shift_jis',
] as const
export type Encoding = (typeof ENCODINGS)[number]

/** @param asked '' for one that is recognised @throws UnreadableFile when the bytes are no text in it */
export function decodeText(bytes: Uint8Array, asked: string): { text: string; encoding: string } {
  const encoding = recognised(bytes) ?? (asked || 'utf-8')
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    // A picture, a program: no list holds such characters.
    if (text.includes('\0')) throw new UnreadableFile('format')
    return { text, encoding }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile('encoding')
  }
}

function recognised(bytes: Uint8Array): string | undefined {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return zeroesBetween(bytes)
}

/** UTF-16 without a mark: among the separators and digits of a list, every other byte is zero. */
function zeroesBetween(bytes: Uint8Array): string | undefined {
  const beginning = bytes.subarray(0, 2000)
  let [even, odd] = [0, 0]
  beginning.forEach((byte, i) => {
    if (byte !== 0) return
    if (i % 2 === 0) even++
    else odd++
  })
  const many = beginning.length / 10
  if (odd > many && even === 0) return 'utf-16le'
  return even > many && odd === 0 ? 'utf-16be' : undefined
}
