/** What the owner of a signature sees of its address, and of one that it is to move to. Reads only. */
import type { Context } from '../../context.ts'
import { sql } from '../../database/index.ts'
import { viewManaged } from '../manage.ts'

export type Move = {
  kind: 'individual' | 'organisation'
  /** where the endorsement is now */
  email: string
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
    sql`select email, expires_at from address_changes
      where endorsement_id = ${held.id} and state = 'waiting' and expires_at > ${context.now()}`,
  )
  return {
    kind: held.kind,
    email: held.email,
    waiting: row && { email: String(row['email']), expiresAt: Number(row['expires_at']) },
  }
}
