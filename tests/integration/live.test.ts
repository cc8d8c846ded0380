/** Open pages follow the register: /api/v1/live. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { figures } from '../support/figures.ts'
import { follow, type Follower } from '../support/live.ts'
import { linkTo, sign } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { until } from '../support/until.ts'
import { get, post } from '../support/visitor.ts'

const COMMAND_LINE = new URL('../../src/server/command-line.ts', import.meta.url).pathname

let site: Site
let open: Follower[] = []
beforeAll(async () => {
  site = await startSite({ WORKERS: '2' })
})
afterEach(() => {
  for (const one of open) one.leave()
  open = []
})
afterAll(() => site.remove())

const join = async (headers: Record<string, string> = {}, path?: string) => {
  const one = await follow(site.url, headers, path)
  open.push(one)
  return one
}
const pauseLive = (value: string) =>
  promisify(execFile)(process.execPath, [COMMAND_LINE, 'settings', 'pause_live', value], {
    env: { PATH: process.env['PATH'], DATA_DIR: site.dataDir },
  })
const totalNow = async () => Number(JSON.parse((await get(site, '/api/v1/counts.json')).body).total)

test('whoever looks on hears where things stand, and of every change', async () => {
  const before = await totalNow()
  const pages = await Promise.all(Array.from({ length: 6 }, () => join()))
  for (const page of pages) expect((await page.total(before)).byText).toBeDefined()
  await sign(site, { email: 'first@example.org', texts: ['declaration'] })
  for (const page of pages) {
    const standing = await page.total(before + 1)
    expect(standing.individuals + standing.organisations).toBe(standing.total)
    expect(Object.keys(standing)).not.toContain('byCountry')
  }
})

test('versions only grow, and a figure falls only because somebody left', async () => {
  const page = await join()
  const before = await totalNow()
  await page.total(before)
  await sign(site, { email: 'leaves@example.org' })
  await page.total(before + 1)
  const manage = await linkTo(site, 'leaves@example.org', 'manage')
  expect((await post(site, `${manage}/withdrawal`, {})).status).toBeLessThan(400)
  await until(() => page.heard.at(-1)?.total === before, 'one less')
  const versions = page.heard.map(({ version }) => version)
  expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b))
})

test('who has just signed sees a figure that holds them', async () => {
  const before = await totalNow()
  const link = await sign(site, { email: 'counts@example.org' })
  const { body } = await get(site, link)
  expect(body).toContain(`data-live="total"`)
  expect(body).toMatch(new RegExp(`${before + 1} signator(y|ies) now`))
})

test('other sites may listen, and nothing keeps the events back', async () => {
  const { status, headers } = await join({ Origin: 'https://elsewhere.example' })
  expect(status).toBe(200)
  expect(headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'access-control-allow-origin': '*',
    'x-accel-buffering': 'no',
  })
  expect(headers['set-cookie']).toBeUndefined()
})

describe('What is asked in another way', () => {
  test('HEAD is answered and ends', async () => {
    const { status, body } = await get(site, '/api/v1/live', { method: 'HEAD' })
    expect([status, body]).toEqual([200, ''])
  })
  test('a post is refused', async () => {
    expect((await post(site, '/api/v1/live', {})).status).toBe(405)
  })
  test('a query changes nothing', async () => {
    const { status, headers } = await join({}, '/api/v1/live?country=PT&__proto__=1')
    expect([status, headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8'])
  })
})

test('one network has so many open pages, and others are not shut out', async () => {
  await site.remove()
  site = await startSite({ WORKERS: '0', TRUST_PROXY: '127.0.0.1' })
  const from = (address: string) => join({ 'X-Forwarded-For': address })
  for (let i = 0; i < 500; i++) expect((await from('192.0.2.7')).status).toBe(200)
  const refused = await from('192.0.2.8')
  expect(refused.status).toBe(503)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect((await from('198.51.100.1')).status).toBe(200)
  expect((await figures(site)).get('accede_live_pages')).toBe(501)
  open[0]!.leave()
  await until(async () => (await from('192.0.2.9')).status === 200, 'a place')
})

test('while it is paused nobody follows and then everybody may again', async () => {
  const page = await join()
  await pauseLive('on')
  await until(() => page.ended(), 'the stream to end')
  const paused = await get(site, '/api/v1/live')
  expect([paused.status, paused.body]).toEqual([204, ''])
  await pauseLive('off')
  await until(async () => (await join()).status === 200, 'a stream')
})

test('the site stops at once, however many look on', async () => {
  const pages = await Promise.all(Array.from({ length: 50 }, () => join()))
  const asked = Date.now()
  expect(await site.stop()).toBe(0)
  expect(Date.now() - asked).toBeLessThan(10_000)
  await until(() => pages.every((page) => page.ended()), 'all streams to end')
})
