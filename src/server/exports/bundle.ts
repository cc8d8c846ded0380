/** An export as one file to download: its files and its manifest in a ZIP. */
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fill, type Written } from './sink.ts'
import { zipped } from './zip.ts'

/** Packs files of a folder, and deletes them as they were. @param path of the ZIP */
export async function bundle(
  folder: string,
  names: readonly string[],
  path: string,
): Promise<Written> {
  const parts = new Map(names.map((name) => [name, createReadStream(join(folder, name))]))
  const written = await fill(path, zipped(parts))
  await Promise.all(names.map((name) => rm(join(folder, name))))
  return written
}
