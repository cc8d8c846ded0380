import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { atRest } from '../support/database.ts'
import { figures } from '../support/figures.ts'
import { sign } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { until } from '../support/until.ts'
import { get, post } from '../support/visitor.ts'

/** Each request on a connection of its own, so that all processes get some. */
const fresh = { headers: { Connection: 'close' } }

const requests = (kind: string, status: string) =>
  `accede_http_requests_total{kind="${kind}",status="${status}"}`

describe.each([
  ['one process', '0'],
  ['one writer and three HTTP processes', '3'],
])('The figures of %s', (_, workers) => {
  let site: Site
  beforeAll(async () => {
    site = await startSite({ WORKERS: workers })
  })
  afterAll(() => site.remove())

  test('count every request once, whichever process answers', async () => {
    const before = await figures(site)
    const about = await get(site, '/about')
    const again = { headers: { ...fresh.headers, 'If-None-Match': about.headers.get('etag')! } }
    for (let i = 0; i < 12; i++) await get(site, '/about', fresh)
    for (let i = 0; i < 6; i++) await get(site, '/about', again)
    for (let i = 0; i < 4; i++) await get(site, '/sign', fresh)
    for (let i = 0; i < 3; i++) await post(site, '/sign', {}, { headers: { Origin: 'null' } })
    await get(site, '/icon.svg')
    await get(site, '/nowhere')
    // An answer is counted when it has left, a moment after it has arrived.
    await expect
      .poll(async () => (await figures(site)).get(requests('page', '4xx')))
      .toBe(before.get(requests('page', '4xx'))! + 1)
    const after = await figures(site)
    const more = (name: string) => after.get(name)! - before.get(name)!
    expect(more(requests('hot', '2xx'))).toBe(13)
    expect(more(requests('hot', '3xx'))).toBe(6)
    expect(more('accede_hot_pages_unchanged_total')).toBe(6)
    expect(more(requests('page', '2xx'))).toBe(4)
    expect(more(requests('page', '4xx'))).toBe(1)
    expect(more(requests('refused', '4xx'))).toBe(3)
    expect(more(requests('static', '2xx'))).toBe(1)
    expect(more('accede_hot_pages_renders_total')).toBeGreaterThan(0)
    expect(after.get('accede_hot_pages_bytes')).toBeGreaterThan(1000)
  })

  test('hold those of the write queue', async () => {
    for (const name of ['Ana Pereira', 'Bo Chen', 'Cy Diaz'])
      await sign(site, { name, email: `${name.slice(0, 2).trim()}@example.org` })
    // What runs by itself after a signature is counted too.
    await atRest(site)
    const now = await figures(site)
    expect(now.get('accede_write_queue_committed_total')).toBeGreaterThanOrEqual(6)
    expect(now.get('accede_write_queue_commits_total')).toBe(
      now.get('accede_write_queue_commit_units_count'),
    )
    expect(now.get('accede_write_queue_commit_units_sum')).toBe(
      now.get('accede_write_queue_committed_total'),
    )
    expect(now.get('accede_write_queue_commit_seconds_bucket{le="+Inf"}')).toBe(
      now.get('accede_write_queue_committed_total'),
    )
    expect(now.get('accede_write_queue_units')).toBe(0)
    expect(now.get('accede_write_queue_refused_total')).toBe(0)
    expect(now.get('accede_write_queue_failed_total')).toBe(0)
    expect(now.get('accede_endorsements')).toBe(3)
    expect(now.get('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0)
  })
})

test('A process that does not answer is left out, and the rest comes in time', async () => {
  const site = await startSite({ WORKERS: '2' })
  const [writer] = execFileSync('pgrep', ['-P', String(site.process.pid), '-f', 'role=writer'], {
    encoding: 'utf8',
  }).split('\n')
  try {
    expect((await figures(site)).has('accede_write_queue_commits_total')).toBe(true)
    process.kill(Number(writer), 'SIGSTOP')
    const asked = Date.now()
    const without = await figures(site)
    // Who collects figures waits for ten seconds, if nothing else was set.
    expect(Date.now() - asked).toBeLessThan(10_000)
    expect(without.has('accede_write_queue_commits_total')).toBe(false)
    expect(without.get(requests('health', '2xx'))).toBeGreaterThan(0)
    process.kill(Number(writer), 'SIGCONT')
    await until(
      async () => (await figures(site)).has('accede_write_queue_commits_total'),
      'the writer to answer again',
    )
  } finally {
    process.kill(Number(writer), 'SIGCONT')
    await site.remove()
  }
})
