/**
 * The owner has everything about them deleted: name, address, comment and network data. What
 * stays is an empty row, so that its number is not given again. Mail and submissions of the same
 * address go with it.
 */
import type { Context } from '../context.ts'
import { raw, sql, type Statement } from '../database/index.ts'
import { forgetSuppressions } from '../mail/suppression.ts'
import { ownedItself, viewManaged, type Managed } from './manage.ts'
import { may } from './states.ts'
import { hashFromAddress } from './tokens.ts'

/** Erasing twice is a success. @returns undefined when the link is not valid */
export async function erase(
  context: Context,
  rawToken: string | undefined,
): Promise<Managed | undefined> {
  const hash = hashFromAddress(rawToken)
  if (!hash) return undefined
  await context.database.write(eraseUnit(ownedItself(context, hash), context.now()))
  return viewManaged(context, rawToken, ownedItself)
}

/** The statements that erase endorsements. @param which a condition on their rows */
export const eraseUnit = (which: Statement, now: number): Statement[] =>
  forgetUnit(which, 'erase', now)

/** The same for those that go on to count: kind, country, texts and dates stay. */
export const anonymiseUnit = (which: Statement, now: number): Statement[] =>
  forgetUnit(which, 'anonymise', now)

/** @returns statements; the last changes the rows themselves */
function forgetUnit(which: Statement, how: 'erase' | 'anonymise', now: number): Statement[] {
  const these = sql`(select * from endorsements where ${which} and ${may(how)})`
  const mine = (table: string, key: string) =>
    sql`rowid in (select t.rowid from ${these} e join ${raw(table)} t on t.${raw(key)} = e.email_key`
  const state = how === 'erase' ? 'erased' : 'anonymised'
  return [
    sql`delete from tokens where submission_id in (select s.id from ${these} e
      join submissions s on s.email_key = e.email_key and s.kind = e.kind) and endorsement_id is null`,
    sql`delete from submissions where ${mine('submissions', 'email_key')} and t.kind = e.kind)`,
    // Not the mails about an organisation that the same person signed for.
    sql`delete from outbox where ${mine('outbox', 'recipient_key')} and coalesce(t.params->>'kind', e.kind) = e.kind)`,
    forgetSuppressions(these),
    sql`delete from organisations where endorsement_id in (select id from ${these})`,
    sql`update endorsements set state = ${state}, held_by = null, name = '', search_name = '', email = null,
        email_key = null, affiliation = null, role = null, comment = null, updates_wording = null, changed_at = ${now}
      where ${which} and ${may(how)}`,
  ]
}
