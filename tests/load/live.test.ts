/** Five thousand open pages on one machine follow the register, and others are served meanwhile. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { figures } from '../support/figures.ts'
import { follow, type Follower } from '../support/live.ts'
import { sign } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { until } from '../support/until.ts'
import { get } from '../support/visitor.ts'

const PAGES = 5000
const AT_ONCE = 200

let site: Site
const pages: Follower[] = []
beforeAll(async () => {
  site = await startSite({ WORKERS: '0', LOG_LEVEL: 'error' })
  await sign(site, { email: 'first@example.org' })
})
afterAll(async () => {
  for (const page of pages) page.leave()
  await site.remove()
})

const memory = async () => (await figures(site)).get('process_resident_memory_bytes')! / 1e6
const allHeard = (total: number) => () => pages.every(({ heard }) => heard.at(-1)?.total === total)

test('5,000 open pages hear of a signature', async () => {
  const before = await memory()
  while (pages.length < PAGES)
    pages.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => follow(site.url)))))
  expect(pages.every(({ status }) => status === 200)).toBe(true)
  await until(allHeard(1), 'everybody to hear where things stand')
  const after = await memory()
  await sign(site, { email: 'second@example.org' })
  const signed = performance.now()
  await until(allHeard(2), 'everybody to hear of it')
  const heard = performance.now() - signed
  console.info(
    `${PAGES} pages heard of it ${Math.round(heard)} ms after its answer; ${Math.round(((after - before) * 1000) / PAGES)} KB each`,
  )
})

test('while people sign all the time, pages are served and everybody hears of the last', async () => {
  let slowest = 0
  for (let i = 0; i < 10; i++) {
    await sign(site, { email: `more-${i}@example.org` })
    const asked = performance.now()
    expect((await get(site, '/about')).status).toBe(200)
    slowest = Math.max(slowest, performance.now() - asked)
  }
  await until(allHeard(12), 'everybody to hear of the last')
  console.info(`the slowest hot page took ${Math.round(slowest)} ms`)
  expect(slowest).toBeLessThan(1000)
  // One standing a change at most, however many look on: nobody was told twice, or out of order.
  for (const { heard } of pages) {
    const versions = heard.map(({ version }) => version)
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b))
  }
})
