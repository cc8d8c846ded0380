/**
 * One reminder, two days after signing, to who has not confirmed. It goes through submissions in the
 * order of their ids, which is that of time, and keeps how far it has come. A reminder has the id of
 * its submission: killed at any point, or run by two machines, it asks once; and a trigger takes it
 * back when the submission is confirmed or deleted before it has left.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '../context.ts'
import { DAY } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import { firstIdAt } from '../ids.ts'
import { maySend } from '../mail/outbox.ts'
import { notSuppressed } from '../mail/suppression.ts'
import { confirmingIsOpen, mailIsPaused } from '../settings.ts'
import { standing } from './states.ts'
import { CONFIRM_LIFETIME, newToken, seal } from './tokens.ts'

const AFTER = 2 * DAY
/** Who has less time left than this is not reminded any more, as after a long pause of the mail. */
const LEFT = DAY
const BATCH = 200

/** Reminds whom it is time for; not while mail waits, nor when there is nothing to confirm any more. */
export async function remind(context: Context, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !mailIsPaused(context) && confirmingIsOpen(context)) {
    const ids = await due(context)
    if (ids.length === 0) return
    const began = performance.now()
    await context.database.write(unit(context, ids))
    // Visitors' units have at least half of the writer's time.
    await pause(performance.now() - began)
  }
}

async function due({ database, now }: Context): Promise<string[]> {
  const rows = await database.readFresh(
    sql`select id from submissions
      where id > max(${firstIdAt(now() - CONFIRM_LIFETIME + LEFT)}, coalesce((select up_to from progress where name = 'reminders'), ''))
        and id < ${firstIdAt(now() - AFTER)} order by id limit ${BATCH}`,
  )
  return rows.map(({ id }) => String(id))
}

function unit(context: Context, ids: string[]): Statement[] {
  const now = context.now()
  const each = ids.map((id) => {
    const { token, hash } = newToken()
    return { id, hash, sealed: seal(context.config.secretKey, token) }
  })
  const these = sql`json_each(${JSON.stringify(each)}) each join submissions s on s.id = each.value ->> 'id'
    where ${wanted(context, now)}`
  return [
    sql`insert into tokens (hash, purpose, submission_id, created_at, expires_at)
      select each.value ->> 'hash', 'confirm', s.id, ${now}, s.created_at + ${CONFIRM_LIFETIME} from ${these}`,
    sql`insert into outbox (id, message, recipient, recipient_key, language, params, sealed_token, next_attempt_at, created_at)
      select s.id, 'reminder', s.email, s.email_key, s.language, json_object('name', s.fields ->> 'name', 'kind', s.kind,
        'texts', json((select json_group_array(text.value ->> 'text') from json_each(s.texts) text))),
        each.value ->> 'sealed', ${now}, ${now} from ${these}`,
    sql`insert into progress (name, up_to) values ('reminders', ${ids.at(-1)!})
      on conflict (name) do update set up_to = max(up_to, excluded.up_to)`,
  ]
}

/**
 * SQL: this submission is the last of its address, its first mail has left, and one more may. One
 * that was answered with "you have already signed" has no link to confirm: what its address did with
 * that signature since, withdrawing or moving away, is no reason to ask again.
 */
function wanted(context: Context, now: number): Statement {
  const mail = (which: Statement) =>
    sql`exists (select 1 from outbox where recipient_key = s.email_key and ${which})`
  return sql`not exists (select 1 from outbox where id = s.id)
    and exists (select 1 from tokens where submission_id = s.id)
    and not exists (select 1 from endorsements e where e.kind = s.kind and e.email_key = s.email_key and e.${standing})
    and not exists (select 1 from submissions later where later.email_key = s.email_key and later.kind = s.kind and later.id > s.id)
    and ${mail(sql`message = 'confirm' and sent_at is not null`)}
    and not ${mail(sql`message = 'reminder' and created_at > ${now - CONFIRM_LIFETIME}`)}
    and ${notSuppressed(sql`s.email_key`)} and ${maySend(context, sql`s.email_key`, now)}`
}
