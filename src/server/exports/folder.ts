/** Where the files of exports lie: one folder each, for the user that runs the site alone. */
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'

export const ZIP = 'export.zip'

const root = ({ dataDir }: Pick<Config, 'dataDir'>) => join(dataDir, 'exports')
export const folderOf = (config: Pick<Config, 'dataDir'>, id: number): string =>
  join(root(config), String(id))

/** An empty one. */
export async function newFolder(config: Config, id: number): Promise<string> {
  await removeFolder(config, id)
  const path = folderOf(config, id)
  await mkdir(path, { recursive: true, mode: 0o700 })
  return path
}

export const removeFolder = (config: Config, id: number): Promise<void> =>
  rm(folderOf(config, id), { recursive: true, force: true })

/** Those that are there. */
export async function foldersThere(config: Config): Promise<number[]> {
  const names = await readdir(root(config)).catch(() => [])
  return names.filter((name) => /^\d+$/.test(name)).map(Number)
}
