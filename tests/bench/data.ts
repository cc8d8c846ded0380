/**
 * The data that is measured on: the sample of `npm run demo` at any size, held against its counts,
 * and kept between runs under data/bench/<rows>. A scenario that writes works on a copy.
 */
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sampleEndorsements } from '../../scripts/sample/endorsements.ts'
import { loadConfig, type Config } from '../../src/server/config.ts'
import { openAsWriter } from '../../src/server/database/index.ts'
import { digest } from '../../src/server/staff/digest/digest.ts'
import { verifyTally } from '../../src/server/register/verify.ts'
import { writeSetting } from '../../src/server/settings.ts'
import { addWordings, findWordings, type Wordings } from '../../src/server/texts/wordings.ts'
import { fillDirectly } from './fill-directly.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export const configOf = (dataDir: string): Config =>
  loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })

/** @returns a data directory with this many endorsements; made now unless one is kept */
export async function benchData(rows: number): Promise<string> {
  const dataDir = join(ROOT, 'data', 'bench', String(rows))
  const mark = join(dataDir, 'made-from')
  const wanted = fingerprint()
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return gathered(dataDir)
  const making = `${dataDir}.making`
  for (const stale of [dataDir, making]) rmSync(stale, { recursive: true, force: true })
  mkdirSync(making, { recursive: true })
  await make(making, rows)
  writeFileSync(join(making, 'made-from'), wanted)
  renameSync(making, dataDir)
  return gathered(dataDir)
}

/** What the site gathers afterwards for staff is there, so that it does not do so while it is measured. */
async function gathered(dataDir: string): Promise<string> {
  const database = await openAsWriter(configOf(dataDir))
  try {
    while (await digest({ database }));
  } finally {
    await database.close()
  }
  return dataDir
}

async function make(dataDir: string, rows: number): Promise<void> {
  const started = Date.now()
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`
  const sample = sampleEndorsements({ count: rows, end: started })
  await fillDirectly(
    configOf(dataDir).databaseUrl,
    sample,
    await prepareEmpty(dataDir, started),
    (written) => {
      if (written % 500_000 === 0) console.error(`  ${written} rows written, ${seconds()}`)
    },
  )
  const database = await openAsWriter(configOf(dataDir))
  const problems = await verifyTally(database)
  await database.close()
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const size = statSync(join(dataDir, 'accede.db')).size / 1e6
  console.error(
    `  ${rows} endorsements, ${Math.round(size)} MB, held against the tally, ${seconds()}`,
  )
}

/** A database with its tables, the wordings that endorsements point at, and no endorsement. */
export async function prepareEmpty(dataDir: string, now: number): Promise<Wordings> {
  const database = await openAsWriter(configOf(dataDir))
  try {
    await addWordings(database, now)
    await database.write([writeSetting('sample', 'on', now)])
    return await findWordings(database)
  } finally {
    await database.close()
  }
}

/** Changes with the generator; a new migration is applied to what is kept. */
function fingerprint(): string {
  const sum = createHash('sha256')
  const folder = join(ROOT, 'scripts', 'sample')
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
    if (name.endsWith('.ts')) sum.update(readFileSync(join(folder, name)))
  sum.update(readFileSync(new URL('./fill-directly.ts', import.meta.url)))
  return sum.digest('hex')
}
