/**
 * Staff accept or refuse a change of what is shown, each with a reason. They decide on what they
 * saw: an edit that was replaced, taken back or decided meanwhile is left alone, and they are told.
 */
import type { Context } from '../../context.ts'
import { raw, sql, type Statement } from '../../database/index.ts'
import { may } from '../../endorsements/states.ts'
import { MANAGE_LIFETIME, newToken, seal } from '../../endorsements/tokens.ts'
import { enqueue } from '../../mail/outbox.ts'
import { searchName } from '../../register/search-name.ts'
import { auditEntry } from '../../staff/audit/entry.ts'
import type { By } from '../by.ts'
import type { WaitingEdit } from './waiting.ts'

const ACTS = { accept: 'organisation.edit.accept', refuse: 'organisation.edit.refuse' } as const

export type EditDecision = { verb: 'accept' | 'refuse'; reason: string } & By

/** @param edit as staff saw it @returns false when it is not that any more */
export async function decideEdit(
  context: Context,
  edit: Pick<WaitingEdit, 'id' | 'proposedAt'>,
  { verb, reason, staffId, network }: EditDecision,
): Promise<boolean> {
  const now = context.now()
  const waiting = sql`(select x.* from organisation_edits x join endorsements e on e.id = x.endorsement_id
    where x.id = ${edit.id} and x.proposed_at = ${edit.proposedAt} and x.state = 'waiting' and e.${may('change')})`
  const results = await context.database.write([
    auditEntry(
      {
        ...{ who: staffId, what: ACTS[verb], network },
        subject: sql`(select 'endorsement:' || endorsement_id from ${waiting})`,
        before: sql`(select json_object('name', e.name, 'website', o.website, 'type', o.type, 'country', e.country,
          'city', o.city, 'statement', o.statement) from ${waiting} x join endorsements e on e.id = x.endorsement_id
          join organisations o on o.endorsement_id = e.id)`,
        after: sql`(select json_set(fields, '$.logo', logo_change, '$.reason', ${reason}) from ${waiting})`,
      },
      now,
      sql`exists (select 1 from ${waiting})`,
    ),
    ...(verb === 'accept' ? apply(waiting, await nameOf(context, edit.id), now) : []),
    ...mailDecision(context, waiting, verb, reason),
    sql`update organisation_edits set state = ${verb === 'accept' ? 'accepted' : 'refused'}, logo = null, reason = ${reason},
      decided_by = ${`staff:${staffId}`}, decided_at = ${now} where id = (select id from ${waiting})`,
  ])
  return results.at(-1)!.rowsAffected > 0
}

/** Names are folded for search by the program; an edit's fields never change. */
async function nameOf({ database }: Context, id: number): Promise<string> {
  const row = await database.firstFresh(
    sql`select fields->>'name' as name from organisation_edits where id = ${id}`,
  )
  return String(row?.['name'] ?? '')
}

function apply(waiting: Statement, name: string, now: number): Statement[] {
  const field = (key: string) => sql`(select ${raw(`fields->>'${key}'`)} from ${waiting})`
  const id = sql`(select endorsement_id from ${waiting})`
  const change = sql`(select logo_change from ${waiting})`
  return [
    sql`update organisations set type = ${field('type')}, website = ${field('website')}, domain = ${field('domain')},
        city = ${field('city')}, statement = ${field('statement')} where endorsement_id = ${id}`,
    sql`update organisations set logo = (select logo from ${waiting}) where endorsement_id = ${id} and ${change} <> 'keep'`,
    sql`update endorsements set name = ${name}, search_name = ${searchName(name)}, country = ${field('country')},
        changed_at = ${now} where id = ${id}`,
  ]
}

function mailDecision(
  context: Context,
  waiting: Statement,
  verb: EditDecision['verb'],
  reason: string,
): Statement[] {
  const now = context.now()
  const manage = newToken()
  const e = sql`endorsements where id = (select endorsement_id from ${waiting})`
  const here = sql`exists (select 1 from ${waiting})`
  return [
    sql`insert into tokens (hash, purpose, endorsement_id, created_at, expires_at)
      select ${manage.hash}, 'manage', id, ${now}, ${now + MANAGE_LIFETIME} from ${e}`,
    enqueue(
      {
        message: verb === 'accept' ? 'editAccepted' : 'editRefused',
        recipient: sql`(select email from ${e})`,
        recipientKey: sql`(select email_key from ${e})`,
        language: sql`(select language from ${e})`,
        params: sql`(select json_object('name', name, 'kind', kind, 'reason', ${reason}) from ${e})`,
        sealedToken: seal(context.config.secretKey, manage.token),
      },
      here,
      now,
    ),
  ]
}
