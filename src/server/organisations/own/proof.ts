/** The contact asks for another look at what proves the organisation, or gives its ROR identifier. */
import type { Context } from '../../context.ts'
import { sql } from '../../database/index.ts'
import type { FieldError, Posted } from '../../endorsements/form.ts'
import { hashFromAddress } from '../../endorsements/tokens.ts'
import { requestByContact } from '../evidence/requests.ts'
import { parseRor } from '../evidence/ror.ts'
import { ownOrganisation, viewOwn, type OwnView } from './view.ts'

export type ProofOutcome =
  | { outcome: 'asked' | 'tooOften' | 'saved'; own: OwnView }
  | { outcome: 'invalid'; own: OwnView; errors: FieldError[] }
  | { outcome: 'gone' }

/** Looked at within moments, by the process that writes; at most ten times a day. */
export async function checkAgain(
  context: Context,
  rawToken: string | undefined,
): Promise<ProofOutcome> {
  const hash = hashFromAddress(rawToken)
  if (!hash) return { outcome: 'gone' }
  const mine = sql`(select id from endorsements where ${ownOrganisation(context, hash)})`
  const [result] = await context.database.write([requestByContact(mine, context.now())])
  const own = await viewOwn(context, rawToken)
  if (!own) return { outcome: 'gone' }
  return { outcome: result!.rowsAffected > 0 ? 'asked' : 'tooOften', own }
}

/** @param posted `ror`: an identifier in any of its forms, or nothing to take it back */
export async function giveRor(
  context: Context,
  rawToken: string | undefined,
  posted: Posted,
): Promise<ProofOutcome> {
  const hash = hashFromAddress(rawToken)
  const own = await viewOwn(context, rawToken)
  if (!hash || !own) return { outcome: 'gone' }
  const typed = String(posted['ror'] ?? '')
  const id = parseRor(typed)
  if (typed.trim() !== '' && !id)
    return { outcome: 'invalid', own, errors: [{ field: 'ror', message: 'errors.ror' }] }
  const mine = sql`(select id from endorsements where ${ownOrganisation(context, hash)})`
  const now = context.now()
  await context.database.write([
    sql`delete from evidence where endorsement_id = ${mine} and kind = 'ror'`,
    sql`insert into evidence (endorsement_id, kind, result, seen, seen_at, tried_at)
      select ${mine}, 'ror', 'yes', ${JSON.stringify({ id: id ?? '' })}, ${now}, ${now}
      where ${id !== undefined} and ${mine} is not null`,
  ])
  return { outcome: 'saved', own: (await viewOwn(context, rawToken)) ?? own }
}
