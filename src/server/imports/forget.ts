/** What an import needs no more is forgotten; its file goes already when it starts (change.ts). */
import type { Context } from '../context.ts'
import { DAY } from '../context.ts'
import { sql } from '../database/index.ts'
import { forgetFile, forgetRows } from './change.ts'

type Needed = Pick<Context, 'database' | 'now'>

/** Days that a list nobody goes on with waits, and that its problems can be read after its end. */
export const LISTS_KEPT = 7
/** An upload that broke off. */
const BROKEN_OFF = DAY

const lying = (at: number) =>
  sql`((state in ('reading', 'mapping', 'ready') and changed_at < ${at - LISTS_KEPT * DAY})
    or (state = 'uploading' and changed_at < ${at - BROKEN_OFF}))`

async function oldLists({ database, now }: Needed): Promise<number[]> {
  const at = now()
  const ended = sql`state in ('done', 'stopped') and ended_at < ${at - LISTS_KEPT * DAY}`
  const rows = await database.readFresh(
    sql`select id from imports where ${lying(at)} or (${ended} and exists (select 1 from import_rows
      where import_id = imports.id and problems is not null))`,
  )
  return rows.map(({ id }) => Number(id))
}

/** How many lists hold what nobody needs any more. */
export const listsDue = async (needed: Needed): Promise<number> => (await oldLists(needed)).length

/** @returns how many lists were forgotten */
export async function forgetLists(needed: Needed): Promise<number> {
  const at = needed.now()
  const old = await oldLists(needed)
  for (const id of old)
    await needed.database.write([
      sql`update imports set state = 'discarded', ended_at = ${at}, changed_at = ${at} where id = ${id} and ${lying(at)}`,
      // Without its rows it cannot go on, only be undone.
      sql`update imports set state = 'done' where id = ${id} and state = 'stopped'`,
      ...forgetFile(sql`= ${id}`),
      ...forgetRows(sql`= ${id}`),
    ])
  return old.length
}
