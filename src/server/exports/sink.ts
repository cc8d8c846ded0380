/** A file that is written as fast as the disk takes it, with its SHA-256. */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'

export type Written = { bytes: number; sha256: string }
export type Sink = {
  write(chunk: string | Uint8Array): Promise<void>
  end(): Promise<Written>
}

/** @param path of a new file, that its owner alone may read */
export function sinkTo(path: string): Sink {
  const file = createWriteStream(path, { mode: 0o600, highWaterMark: 1024 * 1024 })
  const sum = createHash('sha256')
  let bytes = 0
  let problem: Error | undefined
  // A full disk is mostly heard of while the next piece is still awaited.
  file.on('error', (error) => (problem ??= error))
  return {
    async write(chunk) {
      if (problem) throw problem
      const piece = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      sum.update(piece)
      bytes += piece.length
      if (!file.write(piece)) await once(file, 'drain')
    },
    async end() {
      if (problem) throw problem
      file.end()
      await finished(file)
      return { bytes, sha256: sum.digest('hex') }
    },
  }
}

/** Everything that something gives, into a file; closed also when that fails. */
export async function fill(
  path: string,
  pieces: AsyncIterable<string | Uint8Array>,
): Promise<Written> {
  const sink = sinkTo(path)
  try {
    for await (const piece of pieces) await sink.write(piece)
  } catch (error) {
    // The first problem counts, also where closing has another.
    await sink.end().catch(() => {})
    throw error
  }
  return sink.end()
}
