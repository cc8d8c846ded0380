/**
 * What evidence is to be gathered: a queue in the database, and its log of the last days. Triggers
 * ask when an organisation is new or its website or contact changes; staff and contacts may ask
 * again.
 */
import type { Context } from '../../context.ts'
import { DAY, HOUR, MINUTE } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import type { Subject } from './finding.ts'

/** Looks that one contact may cause in a day. */
const MOST_A_CONTACT = 10
/** Looks in a day in all: more come only when somebody floods the site. */
const MOST_A_DAY = 2000
const KEPT = 30 * DAY
/** When something could not be looked at, it is tried again so much later; then it is left. */
const AGAIN = [10 * MINUTE, HOUR, 6 * HOUR, DAY]

export type Due = {
  id: number
  revision: number
  attempts: number
  subject: Subject
  /** the organisation has chosen to give proof */
  proofs: boolean
}

/** Asks for another look at an organisation. */
export function requestByStaff(endorsementId: number, now: number): Statement {
  return request(sql`${endorsementId}`, 'staff', sql`true`, now)
}

/** The same for a contact, who may do so a few times a day. @param endorsementId SQL that gives it */
export function requestByContact(endorsementId: Statement, now: number): Statement {
  const today = sql`(select coalesce(sum(1 + revision), 0) from evidence_requests
    where endorsement_id = ${endorsementId} and asked_at > ${now - DAY} and asked_by = 'contact')`
  return request(endorsementId, 'contact', sql`${today} < ${MOST_A_CONTACT}`, now)
}

function request(
  endorsementId: Statement,
  by: 'staff' | 'contact',
  condition: Statement,
  now: number,
): Statement {
  return sql`insert into evidence_requests (endorsement_id, asked_by, asked_at, due_at)
    select id, ${by}, ${now}, ${now} from endorsements where id = ${endorsementId} and kind = 'organisation' and ${condition}
    on conflict (endorsement_id) where done_at is null
    do update set due_at = min(due_at, excluded.due_at), asked_by = excluded.asked_by,
      asked_at = excluded.asked_at, attempts = 0, revision = revision + 1`
}

/** What is due, oldest first; nothing more once the day's number is reached. */
export async function dueRequests(context: Context, most: number): Promise<Due[]> {
  const now = context.now()
  const rows = await context.database.readFresh(
    sql`select r.id, r.revision, r.attempts, e.id as endorsement_id, e.email, o.website, o.domain,
        r.asked_by = 'contact' or exists (select 1 from evidence where endorsement_id = e.id and kind in ('dns', 'file')) as proofs
      from evidence_requests r join endorsements e on e.id = r.endorsement_id
        join organisations o on o.endorsement_id = e.id
      where r.done_at is null and r.due_at <= ${now} and e.email is not null
        and (select count(*) from evidence_requests where done_at > ${now - DAY}) < ${MOST_A_DAY}
      order by r.due_at, r.id limit ${most}`,
  )
  return rows.map((row) => ({
    id: Number(row['id']),
    revision: Number(row['revision']),
    attempts: Number(row['attempts']),
    subject: {
      id: Number(row['endorsement_id']),
      email: String(row['email']),
      website: String(row['website']),
      domain: String(row['domain']),
    },
    proofs: row['proofs'] === 1,
  }))
}

/** Ends a request, or puts it off when something could not be looked at. One that was asked again meanwhile stays. */
export function finish(
  { id, revision, attempts }: Due,
  incomplete: boolean,
  now: number,
): Statement {
  const wait = incomplete ? AGAIN[attempts] : undefined
  const change =
    wait === undefined
      ? sql`done_at = ${now}`
      : sql`due_at = ${now + wait}, attempts = attempts + 1`
  return sql`update evidence_requests set ${change} where id = ${id} and revision = ${revision}`
}

/** Deletes the log of what was done more than 30 days ago. */
export function deleteOldRequests(now: number): Statement {
  return sql`delete from evidence_requests where done_at < ${now - KEPT}`
}
