/** Which scenarios have been measured on this build, so that a run that was ended can go on. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FOLDER = join(ROOT, 'data', 'bench', 'done')
const build = () => readFileSync(join(ROOT, 'dist', '.accede-built'), 'utf8')

export function isDone(name: string, rows: number): boolean {
  const note = join(FOLDER, name)
  return existsSync(note) && readFileSync(note, 'utf8') === `${build()} ${rows}`
}

export function noteDone(name: string, rows: number): void {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, name), `${build()} ${rows}`)
}

export const forgetDone = (name: string) => rmSync(join(FOLDER, name), { force: true })
