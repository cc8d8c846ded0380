import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counts, fillInSign, linkTo, sign } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { until } from '../support/until.ts'
import { get, post } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite({ WORKERS: '2' })
})
afterAll(() => site.remove())

/** Process ids of the site's children in a role. */
function children(role: 'writer' | 'reader'): number[] {
  const lines = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(site.process.pid)], {
    encoding: 'utf8',
  }).split('\n')
  return lines
    .filter((line) => line.includes(`--role=${role}`))
    .map((line) => Number.parseInt(line, 10))
}

/** Each request on a connection of its own, so that all processes get some. */
const fresh = { headers: { Connection: 'close' } }

describe('A site of one writer and two HTTP processes', () => {
  test('takes signatures on every process and counts them once', async () => {
    const people = Array.from({ length: 24 }, (_, i) => `person-${i}@example.org`)
    await Promise.all(
      people.map((email) =>
        sign(site, { email, name: `Person ${'abcdefghijklmnopqrstuvwx'[people.indexOf(email)]}` }),
      ),
    )
    await expect.poll(async () => (await counts(site)).total).toBe(24)
  })

  test('shows a new signature on every process', async () => {
    await sign(site, { email: 'fresh@example.org', name: 'Fresh Signature' })
    for (let i = 0; i < 8; i++) {
      await until(
        async () => (await get(site, '/signatories', fresh)).body.includes('Fresh Signature'),
        'the new name on this process',
      )
    }
  })

  test('keeps reading and answers 503 with Retry-After while the writer is away, and is back soon', async () => {
    const [writer] = children('writer')
    process.kill(writer!, 'SIGKILL')
    const away = await fillInSign(site, { email: 'during@example.org' })
    expect(away.status).toBe(503)
    expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(away.body).toContain('during@example.org')
    expect((await get(site, '/signatories', fresh)).status).toBe(200)

    await until(
      async () => (await fillInSign(site, { email: 'during@example.org' })).status === 303,
      'the writer to be back',
    )
    await post(site, await linkTo(site, 'during@example.org', 'confirm'), {})
    expect(children('writer')[0]).not.toBe(writer)
  })

  test('replaces an HTTP process that dies', async () => {
    const [first] = children('reader')
    process.kill(first!, 'SIGKILL')
    await until(
      () => children('reader').length === 2 && !children('reader').includes(first!),
      'two HTTP processes again',
    )
    expect((await get(site, '/', fresh)).status).toBe(200)
  })

  test('stops in order, with exit code 0, and nothing is lost', async () => {
    const before = (await counts(site)).total
    expect(await site.stop()).toBe(0)
    const again = await startSite({ DATA_DIR: site.dataDir, WORKERS: '0' })
    expect((await counts(again)).total).toBe(before)
    await again.stop()
  })
})
