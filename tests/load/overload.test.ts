import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { figures } from '../support/figures.ts'
import { ana, fillInSign } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { until } from '../support/until.ts'
import { get, post, servedValues, type Answer } from '../support/visitor.ts'

/** Visitors at once, each lane of a process taking a hundred searches and five hundred posts. */
const SEARCHERS = 350
const SIGNERS = 700
const HOT = ['/', '/about', '/signatories', '/convention', '/api/v1/counts.json']

let site: Site
beforeAll(async () => {
  site = await startSite({ WORKERS: '0', LOG_LEVEL: 'error' })
  for (const path of HOT) await get(site, path)
})
afterAll(() => site.remove())

/** A crowd of visitors, each asking again as soon as there is an answer, until told to go. */
function crowd(size: number, ask: (visitor: number, time: number) => Promise<Answer>) {
  const answers: Answer[] = []
  let going = true
  const visitors = Array.from({ length: size }, async (_, visitor) => {
    for (let time = 0; going; time++) answers.push(await ask(visitor, time))
  })
  return {
    answers,
    async leave() {
      going = false
      await Promise.all(visitors)
    },
  }
}

async function readHotPages(times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const path = HOT[i % HOT.length]!
    expect((await get(site, path)).status, path).toBe(200)
  }
}

function expectTakenOrRefused(answers: Answer[], success: number): void {
  const refused = answers.filter(({ status }) => status === 503)
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([success, 503]))
  for (const { headers } of refused) {
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
  expect(refused.at(-1)?.body).toContain('We will be back in a moment')
}

async function recovers(): Promise<void> {
  const fine = async () =>
    (await get(site, '/signatories?q=calm')).status === 200 &&
    (await get(site, '/sign')).status === 200
  await until(fine, 'the site to recover', 5000)
  expect((await fillInSign(site, { email: `calm-${Date.now()}@example.org` })).status).toBe(303)
}

describe('A site asked for several times what it can do', () => {
  test('takes some searches, refuses the rest, and lets people read and sign', async () => {
    const flood = crowd(SEARCHERS, (visitor, time) =>
      get(site, `/signatories?q=v${visitor}t${time}`),
    )
    try {
      const reading = readHotPages(20)
      for (let i = 0; i < 5; i++)
        expect((await fillInSign(site, { email: `signer-${i}@example.org` })).status).toBe(303)
      await until(() => flood.answers.length > 3 * SEARCHERS, 'the flood to be answered')
      await reading
    } finally {
      await flood.leave()
    }
    expectTakenOrRefused(flood.answers, 200)
    await recovers()
    const refused = (await figures(site)).get('accede_overload_refused_total{lane="reading"}')
    expect(refused).toBe(flood.answers.filter(({ status }) => status === 503).length)
  })

  test('takes some signatures, refuses the rest, and lets people read and search', async () => {
    const form = { ...servedValues((await get(site, '/sign')).body), ...ana }
    const flood = crowd(SIGNERS, (visitor, time) =>
      post(site, '/sign', { ...form, email: `v${visitor}t${time}@example.org` }),
    )
    try {
      const reading = readHotPages(20)
      for (let i = 0; i < 5; i++)
        expect((await get(site, `/signatories?q=searcher${i}`)).status).toBe(200)
      await until(() => flood.answers.length > 2 * SIGNERS, 'the flood to be answered')
      await reading
    } finally {
      await flood.leave()
    }
    expectTakenOrRefused(flood.answers, 303)
    await recovers()
    const { rows } = await site
      .database()
      .execute(`select count(*) as kept from submissions where email like 'v%t%@example.org'`)
    const taken = flood.answers.filter(({ status }) => status === 303).length
    expect(Number(rows[0]?.['kept'])).toBe(taken)
  })
})
