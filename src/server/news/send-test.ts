/** A test: staff send a piece of news to themselves, as it would reach its readers. */
import type { Context } from '../context.ts'
import { sql } from '../database/index.ts'
import { parseEmail } from '../endorsements/email-address.ts'
import { newId } from '../ids.ts'
import type { Actor } from '../staff/actor.ts'
import { auditEntry, changed } from '../staff/audit/entry.ts'
import type { NewsLanguage } from './languages.ts'

/** @returns false when there is nothing in that language, or the last one has not left yet */
export async function sendTest(
  context: Context,
  actor: Actor,
  id: number,
  language: NewsLanguage,
): Promise<boolean> {
  const now = context.now()
  const email = parseEmail(actor.email)
  const key = typeof email === 'string' ? actor.email : email.key
  const results = await context.database.write([
    sql`insert into outbox (id, message, priority, recipient, recipient_key, language, params, next_attempt_at, created_at)
      select ${newId(now)}, 'newsTest', 1, ${actor.email}, ${key}, ${language}, json_object('news', ${id}), ${now}, ${now}
      where exists (select 1 from news_texts where news_id = ${id} and language = ${language})
        and not exists (select 1 from outbox where recipient_key = ${key} and message = 'newsTest' and state = 'waiting')`,
    auditEntry(
      {
        who: actor.id,
        what: 'news.test',
        subject: `news:${id}`,
        after: { language },
        network: actor.network,
      },
      now,
      changed,
    ),
  ])
  return results[0]!.rowsAffected > 0
}
