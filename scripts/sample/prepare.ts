/** A database of sample data: filled once, in one commit, marked as a sample, and held against its counts. */
import type { Config } from '../../src/server/config.ts'
import { openAsWriter, sql, type Database } from '../../src/server/database/index.ts'
import { verifyTally } from '../../src/server/register/verify.ts'
import { holdsSampleData, writeSetting } from '../../src/server/settings.ts'
import { addWordings, findWordings } from '../../src/server/texts/wordings.ts'
import { sampleEndorsements, type SampleOptions } from './endorsements.ts'
import { fillUnits } from './fill.ts'

export type Prepared = {
  outcome: 'made' | 'kept'
  /** endorsements that count, and the countries that they come from */
  endorsements: number
  countries: number
}

/**
 * Fills the database of this configuration, unless it holds the sample already.
 * @throws NotASample when it holds anything else @throws WrongCounts when the tally is not right
 */
export async function prepareSample(config: Config, options: SampleOptions): Promise<Prepared> {
  const database = await openAsWriter(config)
  try {
    const held = await database.first(sql`select 1 from endorsements limit 1`)
    if (held && !(await holdsSampleData({ database }))) throw new NotASample(config.dataDir)
    if (!held) await fill(database, options)
    const problems = await verifyTally(database)
    if (problems.length > 0) throw new WrongCounts(problems)
    return { outcome: held ? 'kept' : 'made', ...(await figures(database)) }
  } finally {
    await database.close()
  }
}

async function fill(database: Database, options: SampleOptions): Promise<void> {
  await addWordings(database, options.end)
  const units = fillUnits(sampleEndorsements(options), await findWordings(database))
  await database.write([writeSetting('sample', 'on', options.end), ...[...units].flat()])
}

async function figures(database: Database) {
  const row = await database.first(
    sql`select sum(count) as endorsements, count(distinct country) as countries from tally
      where text = 'any' and count > 0`,
  )
  return { endorsements: Number(row?.['endorsements']), countries: Number(row?.['countries']) }
}

/** The database holds endorsements that are not sample data; nothing was changed. */
export class NotASample extends Error {
  override name = 'NotASample'
  constructor(dataDir: string) {
    super(`${dataDir} holds endorsements that are no sample; set DATA_DIR to another place.`)
  }
}

/** The tally differs from the register. */
export class WrongCounts extends Error {
  override name = 'WrongCounts'
  constructor(problems: readonly string[]) {
    super(`The counts of the sample do not equal its register:\n${problems.join('\n')}`)
  }
}
