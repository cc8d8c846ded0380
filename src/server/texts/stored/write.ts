/** Puts a text in its folder, whole or not at all. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { LegalText } from '../model.ts'
import { formerFolder, freshFolder, readFiles, TEXT_FILE, textFolder } from './folder.ts'
import { printText } from './print.ts'

export type Written = { folder: string; outcome: 'new' | 'changed' | 'unchanged'; files: string[] }

/** What writing would change; nothing is touched. */
export function compareStored(root: string, text: LegalText): Written {
  const folder = textFolder(root, text)
  const before = readFiles(folder)
  const after = printText(text)
  const names = [...new Set([...before.keys(), ...after.keys()])].sort()
  const files = names.filter((name) => before.get(name) !== after.get(name))
  if (files.length === 0) return { folder, outcome: 'unchanged', files }
  return { folder, outcome: before.size === 0 ? 'new' : 'changed', files }
}

/**
 * Writes the text beside its folder and swaps the two, so that a process that is killed leaves the
 * old text whole. Other files of the folder, such as a matrix, stay. An equal text is not written.
 */
export function writeText(root: string, text: LegalText): Written {
  mend(textFolder(root, text))
  const written = compareStored(root, text)
  const { folder } = written
  if (written.outcome === 'unchanged') return written
  const fresh = freshFolder(folder)
  mkdirSync(fresh, { recursive: true })
  for (const name of others(folder))
    cpSync(join(folder, name), join(fresh, name), { recursive: true })
  for (const [name, contents] of printText(text)) writeFileSync(join(fresh, name), contents)
  swap(folder)
  return written
}

const others = (folder: string) =>
  existsSync(folder) ? readdirSync(folder).filter((name) => !TEXT_FILE.test(name)) : []

function swap(folder: string): void {
  mkdirSync(dirname(folder), { recursive: true })
  if (existsSync(folder)) renameSync(folder, formerFolder(folder))
  renameSync(freshFolder(folder), folder)
  rmSync(formerFolder(folder), { recursive: true, force: true })
}

/** Clears what a killed import has left, and brings back a folder that was moved away. */
function mend(folder: string): void {
  if (!existsSync(folder) && existsSync(formerFolder(folder)))
    renameSync(formerFolder(folder), folder)
  rmSync(formerFolder(folder), { recursive: true, force: true })
  rmSync(freshFolder(folder), { recursive: true, force: true })
}
