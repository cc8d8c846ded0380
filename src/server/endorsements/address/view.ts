/** What the owner of a signature sees of its address, and of one that it is to move to. Reads only. */
import type { Context } from '../../context.ts'
import { sql, type Row } from '../../database/index.ts'
import { refusesMail } from '../../mail/suppression.ts'
import { viewManaged } from '../manage.ts'

export type Move = {
  kind: 'individual' | 'organisation'
  /** where the endorsement is now */
  email: string
  /** its owner wants no mail there, so that nobody could be told of a move */
  noMail: boolean
  waiting: { email: string; expiresAt: number } | undefined
}

/** @returns undefined when the link opens nothing that may be changed */
export async function viewMove(
  context: Context,
  rawToken: string | undefined,
): Promise<Move | undefined> {
  const held = await viewManaged(context, rawToken)
  if (!held || !['published', 'review'].includes(held.state)) return undefined
  const row = await context.database.firstFresh(
    sql`select ${refusesMail(sql`e.email_key`)} as no_mail, c.email, c.expires_at
      from endorsements e left join address_changes c on c.endorsement_id = e.id and c.state = 'waiting'
        and c.expires_at > ${context.now()} where e.id = ${held.id}`,
  )
  return {
    kind: held.kind,
    email: held.email,
    noMail: Boolean(row?.['no_mail']),
    waiting: waitingOf(row),
  }
}

const waitingOf = (row: Row | undefined): Move['waiting'] =>
  typeof row?.['email'] === 'string'
    ? { email: row['email'], expiresAt: Number(row['expires_at']) }
    : undefined
