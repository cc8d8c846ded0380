/** ZIP files (APPNOTE 6.3), written as their parts come; large ones get ZIP64 by themselves. */
import type { Readable } from 'node:stream'
import yazl from 'yazl'

/** The time of every part: the same parts are the same bytes. */
const TIME = new Date(1980, 0, 1, 0, 0, 0)

/** @param parts by name, each read when it is its turn @param effort of zlib; 0 leaves them as they are */
export function zipped(
  parts: ReadonlyMap<string, Readable>,
  effort = 6,
): AsyncIterable<Uint8Array> {
  const zip = new yazl.ZipFile()
  const output = zip.outputStream as Readable
  zip.on('error', (error: Error) => output.destroy(error))
  for (const [name, stream] of parts)
    zip.addReadStream(stream, name, {
      mtime: TIME,
      forceDosTimestamp: true,
      compressionLevel: isPacked(name) ? 0 : effort,
    })
  zip.end()
  return output
}

/** What would hardly become smaller. */
const isPacked = (name: string) => /\.(xlsx|pdf)$/.test(name)
