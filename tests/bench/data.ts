/**
 * The data that is measured on: the sample of `npm run demo` at any size, written through the same
 * triggers, held against its counts, and kept between runs under data/bench/<rows>. A scenario that
 * writes works on a copy.
 */
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sampleEndorsements } from '../../scripts/sample/endorsements.ts'
import { fillUnits } from '../../scripts/sample/fill.ts'
import { loadConfig, type Config } from '../../src/server/config.ts'
import { openAsWriter } from '../../src/server/database/index.ts'
import { verifyTally } from '../../src/server/register/verify.ts'
import { writeSetting } from '../../src/server/settings.ts'
import { addWordings, findWordings } from '../../src/server/texts/wordings.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** Rows a commit takes; larger ones are hardly faster. */
const AT_ONCE = 10_000

export const configOf = (dataDir: string): Config =>
  loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })

/** @returns a data directory with this many endorsements; made now unless one is kept */
export async function benchData(rows: number): Promise<string> {
  const dataDir = join(ROOT, 'data', 'bench', String(rows))
  const mark = join(dataDir, 'made-from')
  const wanted = fingerprint()
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return dataDir
  const making = `${dataDir}.making`
  for (const stale of [dataDir, making]) rmSync(stale, { recursive: true, force: true })
  mkdirSync(making, { recursive: true })
  await make(making, rows)
  writeFileSync(join(making, 'made-from'), wanted)
  renameSync(making, dataDir)
  return dataDir
}

async function make(dataDir: string, rows: number): Promise<void> {
  const [started, database] = [Date.now(), await openAsWriter(configOf(dataDir))]
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`
  try {
    await addWordings(database, started)
    await database.write([writeSetting('sample', 'on', started)])
    const sample = sampleEndorsements({ count: rows, end: started })
    let written = 0
    for (const unit of fillUnits(sample, await findWordings(database), AT_ONCE)) {
      await database.write(unit)
      written += AT_ONCE
      if (written % 100_000 === 0) console.error(`  ${written} rows written, ${seconds()}`)
    }
    const problems = await verifyTally(database)
    if (problems.length > 0) throw new Error(problems.join('\n'))
    console.error(`  ${rows} endorsements made and held against the tally, ${seconds()}`)
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
  return sum.digest('hex')
}
