/**
 * The process that writes is killed (SIGKILL) a hundred times while it sends a piece of news: at
 * its start, between feeding and sending, between sending and marking. Everybody gets it once.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from '@libsql/client'
import { afterAll, expect, test } from 'vitest'
import { sql } from '../../../src/server/database/index.ts'
import { writeSetting } from '../../../src/server/settings.ts'
import { startApp } from '../../support/app.ts'
import { draft, send } from '../../support/news.ts'
import { until } from '../../support/until.ts'

const MAIN = new URL('../../../src/server/main.ts', import.meta.url).pathname
const KILLS = 100
const READERS = 6000
const STANDING = 'select state, queued from news where id = ?'

const dataDir = mkdtempSync(join(tmpdir(), 'accede-killed-'))
const mailbox = join(dataDir, 'mailbox')
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

/** Readers straight into the table, and a piece that is due. */
async function prepare(): Promise<number> {
  mkdirSync(mailbox, { recursive: true })
  const app = await startApp({ DATA_DIR: dataDir })
  try {
    await app.context.database.write([
      writeSetting('pause_mail', 'on', app.clock.now),
      sql`insert into endorsements (kind, state, number, name, search_name, email, email_key, country, visibility, updates_wording,
          consent_wording, language, text_mask, submitted_at, confirmed_at, published_at, changed_at)
        with recursive n(i) as (select 1 union all select i + 1 from n where i < ${READERS})
        select 'individual', 'published', i, 'Reader', 'reader', 'r' || i || '@example.org', 'r' || i || '@example.org', 'PT', 'public',
          ${app.context.wordings.updates('en')}, ${app.context.wordings.consent('en')}, 'en', 1, 1, 1, 1, 1 from n`,
    ])
    const id = await draft(app)
    await send(app, id, { when: 'later', at: '2026-11-21T13:00' })
    await app.context.database.write([
      writeSetting('pause_mail', 'off', app.clock.now),
      sql`update news set due_at = 1 where id = ${id}`,
    ])
    return id
  } finally {
    await app.close()
  }
}

function start(): ChildProcess {
  return spawn(process.execPath, [MAIN, '--role=writer'], {
    env: {
      ...{ PATH: process.env['PATH'], DATA_DIR: dataDir },
      ...{ LOG_LEVEL: 'silent', LOOKUPS: 'off' },
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

const ended = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise<void>((resolve) => child.once('exit', () => resolve()))

/** Resolves once that many things have happened in the mailbox. */
function happened(count: number): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(mailbox, () => {
      if (--count > 0) return
      watcher.close()
      resolve()
    })
  })
}

/** One life, which ends at a moment that is another one each time. */
async function liveAndDie(nth: number): Promise<void> {
  const child = start()
  // Most of them in the middle of their work; some before they have begun it.
  const moment = nth % 10 === 9 ? pause(Math.random() * 1000) : happened(1 + Math.random() * 100)
  await Promise.race([moment, ended(child)])
  if (nth % 3 === 0) await pause(Math.random() * 30)
  child.kill('SIGKILL')
  await ended(child)
}

test('everybody gets it once', { timeout: 600_000 }, async () => {
  const id = await prepare()
  for (let nth = 0; nth < KILLS; nth++) await liveAndDie(nth)
  expect(recipients().length).toBeLessThan(READERS)
  const last = start()
  try {
    await sentToAll(id)
  } finally {
    last.kill('SIGTERM')
    await ended(last)
  }
  const all = recipients()
  expect(new Set(all).size).toBe(all.length)
  expect(all).toHaveLength(READERS)
})

/** Looks from beside, as a reader of the file may. */
async function sentToAll(id: number): Promise<void> {
  const client = createClient({ url: `file:${join(dataDir, 'accede.db')}`, timeout: 5000 })
  try {
    await until(
      async () => {
        const { rows } = await client.execute({ sql: STANDING, args: [id] })
        return rows[0]!['state'] === 'done' && rows[0]!['queued'] === READERS
      },
      'the piece to be sent',
      120_000,
    )
  } finally {
    client.close()
  }
}

const recipients = () =>
  readdirSync(mailbox)
    .filter((file) => file.endsWith('.eml'))
    .map((file) => /^To: (.*)$/m.exec(readFileSync(join(mailbox, file), 'utf8'))![1]!.trim())
