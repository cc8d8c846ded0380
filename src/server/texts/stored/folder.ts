/** Where texts are kept: `<content>/<text>/<edition>/<language>/`, and what is read from there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TEXT_IDS, type LegalText } from '../model.ts'
import { parseText, WrongText } from './parse.ts'

/** The files of a folder that belong to its text; a guide or a matrix beside them does not. */
export const TEXT_FILE = /^(?:text\.json|(?:preamble|articles|closing|(?:chapter|annex)-\d+)\.md)$/

export type Named = Pick<LegalText, 'id' | 'edition' | 'language'>

export const textFolder = (root: string, { id, edition, language }: Named): string =>
  join(root, id, edition, language)

/** Beside the folder of a text while an import swaps it: what is to come, and what was there. */
export const freshFolder = (folder: string): string => `${folder}.new`
export const formerFolder = (folder: string): string => `${folder}.old`

/** Every folder below a content root that holds a text; one that an import was killed over, too. */
export function findTexts(root: string): string[] {
  const all = TEXT_IDS.flatMap((id) =>
    folders(join(root, id)).flatMap((edition) => folders(edition)),
  )
  const here = new Set(all.filter((folder) => !/\.(?:new|old)$/.test(folder)))
  for (const folder of all)
    if (folder.endsWith('.old') && !here.has(folder.slice(0, -4))) here.add(folder)
  return [...here].filter((folder) => existsSync(join(folder, 'text.json'))).sort()
}

function folders(path: string): string[] {
  if (!existsSync(path)) return []
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(path, entry.name))
}

/** @returns contents by file name, in the order of their names */
export function readFiles(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map()
  const names = readdirSync(folder).filter((name) => TEXT_FILE.test(name))
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** @throws WrongText when it cannot be read, or says that it is another than its folder says */
export function readText(root: string, folder: string): LegalText {
  const text = parseText(readFiles(folder), folder)
  const own = textFolder(root, text)
  if (folder !== own && folder !== formerFolder(own))
    throw new WrongText(
      `${folder}/text.json says ${text.id} ${text.edition} ${text.language}, the folder says another`,
    )
  return text
}
