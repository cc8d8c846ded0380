/** `npm run accede -- export …` and `… verify FILE`: the same files, asked for from a terminal. */
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import { isFile } from '../database/connect.ts'
import { openForCommand, sql, type Database } from '../database/index.ts'
import { readSetting } from '../settings.ts'
import { chainAudit } from '../staff/audit/chain.ts'
import { EXPORT_FORMATS, EXPORT_PRESETS } from '../../../db/words.ts'
import { readAsked, type Asked, type AskProblem } from './ask.ts'
import { LANGUAGES, ORDERS } from './choices.ts'
import { bundle } from './bundle.ts'
import { COLUMN_NAMES } from './columns.ts'
import { makeExport, type Made, type Order } from './make.ts'
import { finishUnit, orderOf } from './run.ts'
import { startUnit } from './start.ts'
import { heldAgainstAudit, verifyExport } from './verify.ts'

export const EXPORT_HELP = `accede export: lists that leave the building

  npm run accede -- export --preset ${EXPORT_PRESETS.join('|')} --format ${EXPORT_FORMATS.join(',')} --output FILE.zip|FOLDER

  --preset     public: what the register shows; delivery: names, affiliations, countries;
               full: everything, addresses too (needs --reason)
  --format     one or several, with commas
  --output     a new ZIP, or a folder that is empty or not there yet
  --columns    with commas, instead of the usual ones of the preset:
               ${COLUMN_NAMES.join(', ').replaceAll(/(.{60,80}?), /g, '$1,\n               ')}
  --query      the filter of the work list, as in its address: "country=PT&kind=organisation"
  --order      ${ORDERS.join('|')}
  --language   of headings and country names: ${LANGUAGES.join('|')}
  --since-last only what is new or has changed since the same was exported last
  --reason     why; stands in the manifest and in the audit

  npm run accede -- verify FILE.zip|FOLDER
               hold an export against its manifest, and against the audit where there is a database`

const WRONG: Record<AskProblem['field'], string> = {
  preset: `--preset must be one of ${EXPORT_PRESETS.join(', ')}.`,
  formats: `--format must be one or several of ${EXPORT_FORMATS.join(', ')}.`,
  columns: 'The preset has no such column; see export --help.',
  reason: 'The full list needs --reason: it stands in the audit.',
}

/** @param args after `export` @returns the exit code */
export async function exportCommand(config: Config, args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS })
  if (values.help) return say(EXPORT_HELP, 0)
  const asked = readAsked({
    ...{ preset: values.preset, formats: values.format?.split(','), query: values.query },
    ...{ columns: values.columns?.split(','), order: values.order, reason: values.reason },
    ...{ language: values.language, sinceLast: values['since-last'] ? 'on' : undefined },
  })
  if ('field' in asked) return say(WRONG[asked.field], 2)
  if (!values.output) return say('--output must name a ZIP or a folder; see export --help.', 2)
  const output = resolve(values.output)
  if (await isTaken(output)) return say(`${values.output} is there already.`, 2)
  const database = await openForCommand(config)
  try {
    const made = await make(config, database, asked, output)
    return say(
      `${made.manifest.figures.rows} rows in ${values.output}; SHA-256 of its manifest: ${made.manifestHash}`,
      0,
    )
  } finally {
    await database.close()
  }
}

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  preset: { type: 'string' },
  format: { type: 'string' },
  columns: { type: 'string' },
  query: { type: 'string' },
  order: { type: 'string' },
  language: { type: 'string' },
  reason: { type: 'string' },
  'since-last': { type: 'boolean' },
  output: { type: 'string' },
} as const

function say(words: string, code: number): number {
  if (code === 0) console.log(words)
  else console.error(words)
  return code
}

/** A file that is there, or a folder with something in it. */
async function isTaken(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found !== undefined && !(found.isDirectory() && (await readdir(path)).length === 0)
}

async function make(
  config: Config,
  database: Database,
  asked: Asked,
  output: string,
): Promise<Made> {
  const by = { who: 'operator', sessionId: '', network: '', state: 'making' } as const
  const [started] = await database.write(startUnit(asked, by, Date.now()))
  const id = Number(started!.rows[0]!['id'])
  const order = await orderOf({ database }, await rowOf(database, id), await isSample(database))
  try {
    const { made, bytes } = await writeTo(config, order, output)
    await database.write(finishUnit({ now: Date.now }, order, { made, bytes }))
    return made
  } catch (error) {
    await database.write([
      sql`update exports set state = 'failed', problem = 'made', ended_at = ${Date.now()} where id = ${id}`,
    ])
    throw error
  } finally {
    await chainAudit(database)
  }
}

const rowOf = async (database: Database, id: number) =>
  (await database.firstFresh(sql`select * from exports where id = ${id}`))!

const isSample = async (database: Database) => (await readSetting({ database }, 'sample')) === 'on'

/** Into the folder itself, or beside the ZIP and then into it. */
async function writeTo(config: Config, order: Order, output: string) {
  const isZip = output.endsWith('.zip')
  if (!isZip) await mkdir(output, { recursive: true, mode: 0o700 })
  const folder = isZip ? await mkdtemp(join(dirname(output), '.accede-export-')) : output
  try {
    const made = await makeExport(config, order, folder)
    const bytes = made.manifest.files.reduce((sum, file) => sum + file.bytes, 0)
    if (!isZip) return { made, bytes }
    return { made, bytes: (await bundle(folder, made.names, output)).bytes }
  } finally {
    if (isZip) await rm(folder, { recursive: true, force: true })
  }
}

/** @returns the exit code: 0 when everything is as it was made */
export async function verifyCommand(config: Config, path: string): Promise<number> {
  const verified = await verifyExport(path).catch((error: Error) => error)
  if (verified instanceof Error) return say(`${path} cannot be read: ${verified.message}`, 1)
  const database = hasDatabase(config) ? await openForCommand(config) : undefined
  const problems = [...verified.problems]
  try {
    if (database) problems.push(...(await heldAgainstAudit(database, verified)))
  } finally {
    await database?.close()
  }
  for (const problem of problems) console.error(problem)
  if (problems.length > 0) return say(`${path} is not what was exported.`, 1)
  const { manifest, manifestHash, files } = verified
  const audit = database ? 'the audit of this site has it' : 'held against no audit'
  return say(
    `${files} files are as they were made: ${manifest!.figures.rows} rows as of ${manifest!.asOf}; SHA-256 of the manifest: ${manifestHash}; ${audit}.`,
    0,
  )
}

/** Whoever was only handed the file has none, and gets none made. */
const hasDatabase = (config: Config): boolean =>
  !isFile(config) || existsSync(fileURLToPath(config.databaseUrl))
