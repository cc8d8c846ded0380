/** Once a day, admins get the head of the audit's chain by mail: who rewrites it cannot reach there. */
import type { Context } from '../../context.ts'
import { DAY } from '../../context.ts'
import { sql, type Row } from '../../database/index.ts'
import { enqueue } from '../../mail/outbox.ts'

/** On days on which something was done. */
export async function mailAuditHead(context: Context): Promise<void> {
  const now = context.now()
  const head = await context.database.firstFresh(
    sql`select number, hash from audit_chain order by number desc limit 1`,
  )
  const recent = await context.database.firstFresh(
    sql`select 1 from audit where at > ${now - DAY} limit 1`,
  )
  if (!head || !recent) return
  const admins = await context.database.readFresh(
    sql`select email, email_key from staff where role = 'admin' and state = 'active'`,
  )
  if (admins.length > 0) await context.database.write(admins.map((to) => mail(to, head, now)))
}

function mail(to: Row, head: Row, now: number) {
  const day = new Date(now).toISOString().slice(0, 10)
  const key = String(to['email_key'])
  const params = { day, number: Number(head['number']), hash: String(head['hash']) }
  return enqueue(
    {
      message: 'staffAuditHead',
      recipient: String(to['email']),
      recipientKey: key,
      language: 'en',
      params: sql`${JSON.stringify(params)}`,
    },
    sql`not exists (select 1 from outbox where recipient_key = ${key} and message = 'staffAuditHead'
      and created_at >= ${Date.parse(day)})`,
    now,
  )
}
