/**
 * A register with names in many scripts, organisations, and names that want to harm the page; and
 * the specimen of the texts.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareSample } from '../../scripts/sample/prepare.ts'
import { loadConfig } from '../../src/server/config.ts'
import { specimenTexts } from './specimen-site.ts'
import { openAsWriter, sql } from '../../src/server/database/index.ts'

/** No form takes the first four; they stand for whatever may reach the database another way. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=https://elsewhere.example/x onerror=alert(2)>',
  '</bdi></table><style>*{display:none}</style>',
  '{{constructor.constructor("alert(3)")()}}',
  'Robert"); drop table endorsements;--',
  'Nameholdernamedwithoutanyspace'.repeat(4),
  'ليلى \u0622\u0644 حداد بنت عبد الرحمن',
  'Z\u0351\u036b\u0343\u036aalgo & Sons',
]

/** @returns the environment of a site that holds it; the site deletes the directory */
export async function fullRegister(count = 600): Promise<Record<string, string>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'accede-full-'))
  const config = loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
  await prepareSample(config, { count, end: Date.now() })
  const database = await openAsWriter(config)
  const listed = await database.read(
    sql`select id from endorsements where state = 'published' and visibility = 'public'
      and kind = 'individual' order by number desc limit ${HOSTILE.length}`,
  )
  await database.write(
    listed.map(
      ({ id }, i) =>
        sql`update endorsements set name = ${HOSTILE[i]!}, affiliation = ${HOSTILE.at(-1 - i)!}, role = 'Nurse' where id = ${Number(id)}`,
    ),
  )
  await database.close()
  return specimenTexts(dataDir)
}
