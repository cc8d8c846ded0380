/**
 * The reference for writing: the rows that a submission or a confirmation leaves, by plain
 * inserts into the same schema (its indexes and triggers with it), in batches of 100.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type Client } from '@libsql/client'
import { assertDurable } from '../../src/server/database/connect.ts'
import { migrate } from '../../src/server/database/migrate.ts'
import { hashToken, newToken } from '../../src/server/endorsements/tokens.ts'

const A_BATCH = 100
type Insert = { sql: string; args: (string | number | null)[] }

/** @returns submissions a second */
export const plainSubmits = (count: number) =>
  rate(count, (i) => [submission(i), token(i), mail(i)])

/** @returns confirmations a second */
export const plainConfirms = (count: number) =>
  rate(count, (i) => [endorsement(i), text(i), publish(i), token(i), mail(i)])

async function rate(count: number, rowsOf: (i: number) => Insert[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'accede-plain-'))
  const client = createClient({ url: `file:${join(folder, 'plain.db')}`, concurrency: 1 })
  try {
    await prepare(client)
    const units = Array.from({ length: count }, (_, i) => rowsOf(i + 1))
    const started = performance.now()
    for (let at = 0; at < count; at += A_BATCH)
      await client.batch(units.slice(at, at + A_BATCH).flat(), 'write')
    return count / ((performance.now() - started) / 1000)
  } finally {
    client.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function prepare(client: Client): Promise<void> {
  await assertDurable(client)
  await migrate(client)
  await client.execute(
    "insert into wordings (id, kind, text, version, language, wording, created_at) values (1, 'consent', '', '1', 'en', 'x', 0)",
  )
}

const submission = (i: number): Insert => ({
  sql: `insert into submissions (id, kind, email, email_key, fields, texts, consent_wording, language, form_key, content_hash, network_key, created_at)
    values (?, 'individual', ?, ?, ?, '[{"text":"convention","wording":1}]', 1, 'en', 'key', ?, 'network', ?)`,
  args: [
    randomUUID(),
    `person.${i}@example.org`,
    `person.${i}@example.org`,
    JSON.stringify({ name: 'Sample Signatory', country: 'PT' }),
    hashToken(String(i)),
    Date.now(),
  ],
})

const token = (i: number): Insert => ({
  sql: "insert into tokens (hash, purpose, submission_id, created_at, expires_at) values (?, 'confirm', ?, ?, ?)",
  args: [newToken().hash, String(i), Date.now(), Date.now()],
})

const mail = (i: number): Insert => ({
  sql: "insert into outbox (id, message, recipient, recipient_key, language, params, sealed_token, next_attempt_at, created_at) values (?, 'confirm', ?, ?, 'en', ?, ?, ?, ?)",
  args: [
    randomUUID(),
    `person.${i}@example.org`,
    `person.${i}@example.org`,
    '{"name":"Sample Signatory"}',
    newToken().token + newToken().token,
    Date.now(),
    Date.now(),
  ],
})

const endorsement = (i: number): Insert => ({
  sql: `insert into endorsements (id, kind, state, name, search_name, email, email_key, country, visibility, consent_wording, language, submitted_at, confirmed_at, changed_at)
    values (?, 'individual', 'review', 'Sample Signatory', 'sample signatory', ?, ?, 'PT', 'public', 1, 'en', ?, ?, ?)`,
  args: [
    i,
    `person.${i}@example.org`,
    `person.${i}@example.org`,
    Date.now(),
    Date.now(),
    Date.now(),
  ],
})

const text = (i: number): Insert => ({
  sql: "insert into endorsement_texts (endorsement_id, text, wording_id, endorsed_at) values (?, 'convention', 1, ?)",
  args: [i, Date.now()],
})

const publish = (i: number): Insert => ({
  sql: "update endorsements set state = 'published', number = ?, published_at = ? where id = ?",
  args: [i, Date.now(), i],
})
