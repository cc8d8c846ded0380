/**
 * One site machine's way to write, under load: keeps a number of units in flight for a while. Alone,
 * it commits them itself; otherwise it opens the database as a site machine does, and the one that
 * leads commits for all.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { loadConfig } from '../../src/server/config.ts'
import { connectWriting } from '../../src/server/database/connect.ts'
import { openAsWriter, sql, type Unit } from '../../src/server/database/index.ts'
import { createWriteQueue } from '../../src/server/database/write-queue.ts'

/** Milliseconds that units may take when the time is over: a server that stands still never answers. */
const GRACE = 10_000

export type Work = { alone: boolean; inFlight: number; seconds: number }
export type Worked = { times: number[]; failed: number }

process.once('message', (work: Work) => {
  // It stays until it is ended: others may still hand it units.
  void run(work).then((worked) => process.send?.(worked))
})

async function run({ alone, inFlight, seconds }: Work): Promise<Worked> {
  const config = loadConfig(process.env)
  const write = alone
    ? createWriteQueue(connectWriting(config)).run
    : (await openAsWriter(config)).write
  process.send?.('ready')
  await new Promise((resolve) => process.once('message', resolve))
  const worked: Worked = { times: [], failed: 0 }
  const end = performance.now() + seconds * 1000
  let underWay = 0
  const everybody = Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (performance.now() < end) {
        const started = performance.now()
        underWay++
        const done = await write(aSubmission()).then(
          () => true,
          () => false,
        )
        underWay--
        if (done) worked.times.push(performance.now() - started)
        else worked.failed++
      }
    }),
  )
  await Promise.race([everybody, pause(seconds * 1000 + GRACE)])
  return { times: worked.times, failed: worked.failed + underWay }
}

/** What a submission leaves: its row, its token, its mail. */
function aSubmission(): Unit {
  const [id, now] = [randomUUID(), Date.now()]
  return [
    sql`insert into submissions (id, kind, email, email_key, fields, texts, consent_wording, language, form_key, content_hash, created_at)
      values (${id}, 'individual', ${`${id}@example.org`}, ${`${id}@example.org`}, '{"name":"Sample Signatory","country":"PT"}', '[]', 1, 'en', ${id}, ${id}, ${now})`,
    sql`insert into tokens (hash, purpose, submission_id, created_at, expires_at) values (${id}, 'confirm', ${id}, ${now}, ${now})`,
    sql`insert into outbox (id, message, recipient, recipient_key, language, params, state, next_attempt_at, created_at)
      values (${id}, 'confirm', ${`${id}@example.org`}, ${`${id}@example.org`}, 'en', '{}', 'sent', ${now}, ${now})`,
  ]
}
