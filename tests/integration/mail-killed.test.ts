/** The site is killed (SIGKILL) while mail leaves through the mail service: none is lost, each is one mail. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from '../../scripts/cluster/free-port.ts'
import { newId } from '../../src/server/ids.ts'
import { query } from '../support/database.ts'
import { fillInSign } from '../support/people.ts'
import { startResend, type LocalResend } from '../support/resend.ts'
import { startSite, type Site } from '../support/site.ts'
import { until } from '../support/until.ts'

let dataDir: string
let port: string
let resend: LocalResend
let site: Site
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'accede-mail-'))
  port = String(await freePort())
  resend = await startResend()
  await start()
})
afterEach(async () => {
  await site.stop()
  await resend.close()
  rmSync(dataDir, { recursive: true, force: true })
})
const start = async () => (site = await startSite({ DATA_DIR: dataDir, PORT: port, ...resend.env }))
const kill = async () => {
  site.process.kill('SIGKILL')
  await until(() => site.process.signalCode !== null, 'the site to be gone')
}
const waiting = async () =>
  (await query(site, "select id from outbox where state = 'waiting'")).length
const expectEachOnce = async (count: number) => {
  const ids = resend.taken.map(({ tags }) => tags[0]!.value)
  expect(ids).toHaveLength(count)
  expect(new Set(ids).size).toBe(count)
  const kept = await query(site, "select id, provider_id from outbox where state = 'sent'")
  const known = new Map(resend.taken.map(({ id, tags }) => [tags[0]!.value, id]))
  expect(kept).toHaveLength(count)
  for (const { id, provider_id } of kept) expect(provider_id).toBe(known.get(String(id)))
}
/** What has the same key has the same body: that is what makes a repeat harmless. */
const expectRepeatsAlike = () => {
  const bodies = new Map<string, Set<string>>()
  for (const { key, body } of resend.requests)
    bodies.set(key!, (bodies.get(key!) ?? new Set()).add(body))
  expect([...bodies.values()].every(({ size }) => size === 1)).toBe(true)
}

test.each([
  ['after the claim, before the service has taken the mail', false],
  ['after the service has taken the mail, before it is marked', true],
])('%s: Ana gets one mail', async (_, after) => {
  resend.faults.push({ after, wait: kill })
  expect((await fillInSign(site, { email: 'ana@example.org' })).status).toBe(303)
  await until(() => site.process.signalCode !== null, 'the site to be killed')
  expect(await waiting()).toBe(1)
  await start()
  await until(async () => (await waiting()) === 0, 'the mail to be marked')
  await expectEachOnce(1)
  expectRepeatsAlike()
  expect(resend.requests.map(({ key }) => key)).toEqual(new Array(2).fill(resend.requests[0]!.key))
})

test('again and again, while a thousand mails leave: each leaves once', async () => {
  await kill()
  const database = site.database()
  const now = Date.now()
  await database.batch(
    Array.from({ length: 1000 }, (_, i) => ({
      sql: `insert into outbox (id, message, priority, recipient, recipient_key, language, params, next_attempt_at, created_at)
        values (?, 'manageLink', ?, ?, ?, 'en', '{}', ?, ?)`,
      args: [newId(now), i % 3, `m${i}@example.org`, `m${i}@example.org`, now, now],
    })),
    'write',
  )
  database.close()
  let kills = 0
  for (let i = 0; i < 12; i++) {
    const run = resend.requests.length + 1
    resend.faults.push(...(i % 3 === 2 ? [{ status: 500, after: true }] : []), {
      after: i % 2 === 0,
      wait: () => (kills++, kill()),
    })
    await start()
    await until(() => resend.requests.length >= run, 'a request')
    await until(
      async () => site.process.signalCode !== null || (await waiting()) === 0,
      'the next kill',
    )
    resend.faults.length = 0
    if ((await waiting()) === 0) break
  }
  if (site.process.signalCode !== null) await start()
  await until(async () => (await waiting()) === 0, 'all mail to leave', 30_000)
  expect(kills).toBeGreaterThan(5)
  await expectEachOnce(1000)
  expectRepeatsAlike()
}, 120_000)

test('stopped while the service does not answer: it ends in time, and the mail leaves after the start', async () => {
  resend.faults.push({ after: true, wait: () => new Promise(() => {}) })
  await fillInSign(site, { email: 'slow@example.org' })
  await until(() => resend.requests.length === 1, 'the request')
  const asked = Date.now()
  expect(await site.stop()).toBe(0)
  expect(Date.now() - asked).toBeLessThan(10_000)
  await start()
  await until(async () => (await waiting()) === 0, 'the mail to be marked')
  await expectEachOnce(1)
  expectRepeatsAlike()
})

test('two machines whose leases overlap send no mail twice', async () => {
  resend.faults.push({
    after: true,
    wait: () => new Promise((resolve) => setTimeout(resolve, 300)),
  })
  await fillInSign(site, { email: 'two@example.org' })
  await until(() => resend.requests.length === 1, 'the first request')
  // As if its lease had ended while the first still waits for its answer.
  const database = site.database()
  await database.execute("update outbox set next_attempt_at = 0 where state = 'waiting'")
  database.close()
  await until(async () => (await waiting()) === 0, 'the mail to be marked')
  await expectEachOnce(1)
})
