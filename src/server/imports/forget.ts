/** What an import needs no more is forgotten: file and rows a week after it ended, or was left lying. */
import type { Context } from '../context.ts'
import { DAY } from '../context.ts'
import { sql } from '../database/index.ts'
import { forgetFile } from './change.ts'

/** How long a list that is not finished waits, and what it brought in is kept after its end. */
export const KEPT = 7 * DAY
/** An upload that broke off. */
const BROKEN_OFF = DAY

export async function forgetImports({
  database,
  now,
}: Pick<Context, 'database' | 'now'>): Promise<void> {
  const old = sql`state in ('done', 'undone', 'stopped', 'failed') and coalesce(ended_at, changed_at) < ${now() - KEPT}`
  const lying = sql`(state in ('reading', 'mapping', 'ready') and changed_at < ${now() - KEPT}) or (state = 'uploading' and changed_at < ${now() - BROKEN_OFF})`
  const ended = await database.readFresh(
    sql`select id from imports where (${old}) and exists (select 1 from import_parts where import_id = imports.id)`,
  )
  const left = await database.readFresh(sql`select id from imports where ${lying}`)
  for (const { id } of [...ended, ...left])
    await database.write([
      sql`update imports set state = 'discarded', ended_at = ${now()}, changed_at = ${now()}
        where id = ${Number(id)} and (${lying})`,
      ...forgetFile(sql`= ${Number(id)}`),
    ])
}
