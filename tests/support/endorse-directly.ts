/** Endorsements straight into the table, for tests of what triggers keep: any number, at any time. */
import { sql } from '../../src/server/database/index.ts'
import type { TestApp } from './app.ts'

export type Row = {
  country: string
  kind: 'individual' | 'organisation'
  mask: number
  /** milliseconds since 1970 */
  at: number
}

/** Published endorsements, numbered from `first`. */
export async function endorseDirectly(app: TestApp, rows: Row[], first = 1): Promise<void> {
  const consent = await app.context.database.first(
    sql`select id from wordings where kind = 'consent'`,
  )
  const all = rows.map((row, i) => ({ ...row, number: first + i }))
  await app.context.database.write([
    sql`insert into endorsements (kind, state, number, name, search_name, email, email_key, country, visibility,
        text_mask, consent_wording, language, submitted_at, confirmed_at, published_at, changed_at)
      select value->>'kind', 'published', value->>'number', 'Person', 'person', 'p' || (value->>'number') || '@example.org',
        'p' || (value->>'number') || '@example.org', value->>'country', 'public', value->>'mask', ${Number(consent!['id'])},
        'en', value->>'at', value->>'at', value->>'at', value->>'at'
      from json_each(${JSON.stringify(all)})`,
  ])
}
