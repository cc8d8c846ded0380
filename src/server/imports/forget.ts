/** What an import needs no more is forgotten; its file goes already when it starts (change.ts). */
import type { Context } from '../context.ts'
import { DAY } from '../context.ts'
import { sql } from '../database/index.ts'
import { forgetFile, forgetRows } from './change.ts'

/** How long a list that nobody goes on with waits, and how long its problems can be read after its end. */
export const KEPT = 7 * DAY
/** An upload that broke off. */
const BROKEN_OFF = DAY

export async function forgetImports({
  database,
  now,
}: Pick<Context, 'database' | 'now'>): Promise<void> {
  const at = now()
  const ended = sql`state in ('done', 'stopped') and ended_at < ${at - KEPT}`
  const lying = sql`(state in ('reading', 'mapping', 'ready') and changed_at < ${at - KEPT})
    or (state = 'uploading' and changed_at < ${at - BROKEN_OFF})`
  const old = await database.readFresh(
    sql`select id from imports where (${lying}) or (${ended} and exists (select 1 from import_rows
      where import_id = imports.id and problems is not null))`,
  )
  for (const { id } of old)
    await database.write([
      sql`update imports set state = 'discarded', ended_at = ${at}, changed_at = ${at} where id = ${Number(id)} and (${lying})`,
      // Without its rows it cannot go on, only be undone.
      sql`update imports set state = 'done' where id = ${Number(id)} and state = 'stopped'`,
      ...forgetFile(sql`= ${Number(id)}`),
      ...forgetRows(sql`= ${Number(id)}`),
    ])
}
