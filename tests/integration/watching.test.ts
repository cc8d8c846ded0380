/** Machines that watch, and what only this machine may see. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillInSign, linkTo, sign } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { get } from '../support/visitor.ts'

const TOKEN = 'a-token-for-the-metrics'
let open: Site
let guarded: Site
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accede-watch-'))
  open = await startSite()
  guarded = await startSite({
    METRICS_TOKEN: TOKEN,
    TRUST_PROXY: '127.0.0.1, ::1',
    SITE_URL: 'https://example.org',
  })
})
afterAll(async () => {
  await Promise.all([open.remove(), guarded.remove()])
  rmSync(folder, { recursive: true })
})

const from = (address: string) => ({ headers: { 'X-Forwarded-For': address } })

describe('a watcher asks how the site is', () => {
  test.each(['/healthz', '/readyz'])('%s', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await get(open, path, { method })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('cache-control')).toContain('no-store')
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
    }
    expect((await get(open, path)).body.length).toBeLessThan(50)
  })

  test('and a site that is not ready for want of a migration says so', async () => {
    const site = await startSite({ DATA_DIR: folder })
    const database = site.database()
    await database.execute(
      'delete from __drizzle_migrations where rowid = (select max(rowid) from __drizzle_migrations)',
    )
    database.close()
    expect((await get(site, '/readyz')).status).toBe(503)
    expect((await get(site, '/healthz')).status).toBe(200)
    site.process.kill('SIGKILL')
  })
})

describe('/metrics', () => {
  test('from this machine, without a token set: the figures', async () => {
    await sign(open, { email: 'ana@example.org' })
    const { status, body } = await get(open, '/metrics')
    expect(status).toBe(200)
    expect(body).toMatch(/^accede_endorsements 1$/m)
    expect(body).toMatch(/^accede_outbox_waiting \d+$/m)
    expect(body).toMatch(/^accede_write_queue_units \d+$/m)
    expect(body).not.toMatch(/@|ana/i)
  })

  test('through a proxy: not found, whoever the proxy says it is', async () => {
    for (const address of ['127.0.0.1', '::1', '203.0.113.9', '203.0.113.9, 127.0.0.1', ''])
      expect((await get(open, '/metrics', from(address))).status, address).toBe(404)
    expect((await get(open, '/metrics', { headers: { Forwarded: 'for=127.0.0.1' } })).status).toBe(
      404,
    )
  })

  test('with a token set: only with it, from wherever', async () => {
    const bearer = (token: string) => ({
      headers: { Authorization: `Bearer ${token}`, 'X-Forwarded-For': '203.0.113.9' },
    })
    expect((await get(guarded, '/metrics', bearer(TOKEN))).status).toBe(200)
    for (const wrong of ['', 'x', `${TOKEN}x`, TOKEN.slice(1), TOKEN.toUpperCase()])
      expect((await get(guarded, '/metrics', bearer(wrong))).status, wrong).toBe(404)
    expect((await get(guarded, '/metrics')).status).toBe(404)
    expect((await get(guarded, '/metrics', { headers: { Authorization: TOKEN } })).status).toBe(404)
    expect((await get(guarded, `/metrics?token=${TOKEN}`)).status).toBe(404)
  })
})

describe('/mailbox', () => {
  test('on this machine shows the mails, newest first, and opens one', async () => {
    await fillInSign(open, {
      email: 'bo@example.org',
      name: 'Bo <b>Bold</b>'.replace(/<.*?>/g, ''),
    })
    await linkTo(open, 'bo@example.org', 'confirm')
    const { status, body } = await get(open, '/mailbox')
    expect(status).toBe(200)
    expect(body.indexOf('bo@example.org')).toBeGreaterThan(0)
    expect(body.indexOf('bo@example.org')).toBeLessThan(body.indexOf('ana@example.org'))
    const mail = /href="(\/mailbox\/[^"]+)"/.exec(body)![1]!
    const opened = await get(open, mail)
    expect(opened.status).toBe(200)
    expect(opened.body).toMatch(/href="[^"]*\/confirm\/[\w-]{43}"/)
    for (const answer of [{ headers: (await get(open, '/mailbox')).headers }, opened])
      expect(answer.headers.get('cache-control')).toContain('no-store')
  })

  test.each([
    '/mailbox/x',
    '/mailbox/..%2fsecret.key',
    '/mailbox/00000000-0000-4000-8000-000000000000',
  ])('%s: not found', async (path) => {
    expect((await get(open, path)).status).toBe(404)
  })

  test('through the trusted proxy: not found for a visitor from elsewhere', async () => {
    expect((await get(guarded, '/mailbox', from('203.0.113.9'))).status).toBe(404)
    expect((await get(guarded, '/mailbox', from('127.0.0.1, 203.0.113.9'))).status).toBe(404)
    expect((await get(guarded, '/sign/sent', from('203.0.113.9'))).body).not.toContain('/mailbox')
  })

  test('through a proxy that nobody told the site of: not found either', async () => {
    expect((await get(open, '/mailbox', from('203.0.113.9'))).status).toBe(404)
    expect((await get(open, '/mailbox', from('127.0.0.1'))).status).toBe(404)
  })
})

test('behind HTTPS the site says so in its headers, and its own addresses come from SITE_URL alone', async () => {
  const answer = await get(guarded, '/', {
    headers: { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http' },
  })
  expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/)
  expect(answer.body).not.toContain('evil.example')
  expect((await get(guarded, '/robots.txt')).body).toContain(
    'Sitemap: https://example.org/sitemap-index.xml',
  )
  expect((await get(guarded, '/sitemap-pages.xml')).body).toContain(
    '<loc>https://example.org/</loc>',
  )
})
