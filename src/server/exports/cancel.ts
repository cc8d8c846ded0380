/** Stopping an export, and deleting its file once it is old or its owner has gone. */
import type { Context } from '../context.ts'
import { DAY } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import { auditEntry, changed } from '../staff/audit/entry.ts'
import { foldersThere, removeFolder } from './folder.ts'
import type { Owner } from './start.ts'

/** How long a file can be downloaded. */
export const KEPT = DAY

/** Stops one of one's own, or deletes its file at once. @returns false when there was nothing to stop */
export async function cancelExport(
  { database, now }: Context,
  { staff, session, network }: Owner,
  id: number,
): Promise<boolean> {
  const [done] = await database.write([
    sql`update exports set state = iif(state = 'done', 'gone', 'cancelled'), ended_at = coalesce(ended_at, ${now()})
      where id = ${id} and session_id = ${session.id} and state in ('waiting', 'making', 'done')`,
    auditEntry(
      { who: staff.id, what: 'export.cancel', subject: `export:${id}`, network },
      now(),
      changed,
    ),
    deleteParts,
  ])
  return done!.rowsAffected > 0
}

const deleteParts: Statement = sql`delete from export_parts where export_id in (select id from exports where state <> 'done' and state <> 'making')`

/** Files are there for a day, and for as long as the session that asked for them. */
export async function deleteOldExports({ config, database, now }: Context): Promise<void> {
  const time = now()
  await database.write([
    sql`update exports set state = 'gone' where state = 'done' and (ended_at <= ${time - KEPT} or not exists
      (select 1 from staff_sessions s where s.id = session_id and s.ends_at > ${time} and s.expires_at > ${Math.floor(time / 1000)}))`,
    // A command that was killed.
    sql`update exports set state = 'failed', problem = 'again', ended_at = ${time}
      where state = 'making' and session_id = '' and asked_at <= ${time - KEPT}`,
    deleteParts,
  ])
  const live = await database.readFresh(
    sql`select id from exports where state in ('making', 'done')`,
  )
  const kept = new Set(live.map(({ id }) => Number(id)))
  for (const id of await foldersThere(config)) if (!kept.has(id)) await removeFolder(config, id)
}
