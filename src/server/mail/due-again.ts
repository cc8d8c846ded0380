/** Mails that are made due before their time. */
import type { Context } from '../context.ts'
import { MINUTE } from '../context.ts'
import { sql } from '../database/index.ts'

/** Rows that one unit makes due again. */
const STEP = 1000

/** Makes due again what was put off for its domain's pace, now that this is higher. */
export async function takeBackPutOff(context: Context): Promise<void> {
  for (;;) {
    const now = context.now()
    const [done] = await context.database.write([
      sql`update outbox set next_attempt_at = ${now} where id in (select id from outbox where state = 'waiting'
        and priority in (0, 1, 2) and next_attempt_at > ${now} and next_attempt_at <= ${now + MINUTE}
        and handed_with is null and attempts = 0 limit ${STEP})`,
    ])
    if (done!.rowsAffected < STEP) return
  }
}

/** Ends the leases of a process that is gone: where a file has one writer, nobody else can hold any. */
export async function endLeases(context: Context): Promise<void> {
  const now = context.now()
  await context.database.write([
    sql`update outbox set next_attempt_at = ${now} where state = 'waiting' and priority in (0, 1, 2)
      and next_attempt_at > ${now} and handed_with is not null`,
  ])
}
