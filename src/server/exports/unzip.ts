/** The files of a ZIP, for reading; their names are looked at and never written to. */
import type { Readable } from 'node:stream'
import yauzl, { type Entry } from 'yauzl'
import type { Container } from './verify.ts'

/** More are not an export. */
const MOST_ENTRIES = 1000

/** @throws when it is no ZIP */
export async function openZip(path: string): Promise<Container> {
  const zip = await yauzl.openPromise(path, { autoClose: false })
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.has(entry.fileName) || entries.size >= MOST_ENTRIES)
        throw new Error('the ZIP has a name twice, or too many')
      entries.set(entry.fileName, entry)
    }
  } catch (error) {
    zip.close()
    throw error
  }
  return {
    names: [...entries.keys()],
    size: (name) => entries.get(name)?.uncompressedSize ?? Infinity,
    open: async (name): Promise<Readable> => zip.openReadStreamPromise(entries.get(name)!),
    close: () => zip.close(),
  }
}
