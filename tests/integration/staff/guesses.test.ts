import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { query } from '../../support/database.ts'
import { startSite, type Site } from '../../support/site.ts'
import {
  browserOf,
  createStaff,
  PASSWORD,
  setUpTotp,
  signInStaff,
  withPassword,
} from '../../support/staff.ts'
import { post, type Answer } from '../../support/visitor.ts'

let site: Site
beforeAll(async () => {
  // The test says by X-Forwarded-For which network a guess comes from.
  site = await startSite({ TRUST_PROXY: '127.0.0.1', WORKERS: '2' })
})
afterAll(() => site.remove())

const guess = (email: string, network: number, password = 'not this one at all'): Promise<Answer> =>
  post(
    site,
    '/staff/login',
    { email, password },
    {
      headers: { 'X-Forwarded-For': `198.51.${network}.7`, Connection: 'close' },
    },
  )
/** As after many more failures: the next attempt has to wait for a minute. */
async function manyMore(): Promise<void> {
  const database = site.database()
  await database.execute(
    "update staff_attempts set failures = 20, next_at = last_at + 60000 where bucket like 'account %'",
  )
  database.close()
}
const statuses = (answers: Answer[]) => answers.map(({ status }) => status).sort()
async function lookedAt(email: string): Promise<number> {
  const rows = await query(site, "select after from audit where what = 'session.refuse'")
  return rows.filter((row) => String(row['after']).includes(email.slice(email.indexOf('@')))).length
}

describe('Guesses at one account', () => {
  test('at the same time, from many networks, on several processes: only the first few are looked at', async () => {
    const email = await createStaff(site, 'viewer', 'ana@guessed.example')
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => guess(email, i)))
    const looked = answers.filter(({ status }) => status === 422).length
    expect(looked).toBeLessThanOrEqual(6)
    expect(looked).toBeGreaterThanOrEqual(5)
    expect(await lookedAt(email)).toBe(looked)
    for (const answer of answers.filter(({ status }) => status === 429)) {
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(answer.body).toContain('Too many wrong attempts')
    }
    await manyMore()
    // The right one has to wait, too, where nobody knows the browser.
    expect((await guess(email, 50, PASSWORD)).status).toBe(429)
  })

  test('do not slow down the browser that its owner has used before', async () => {
    const owner = await signInStaff(site, 'viewer', 'bea@owned.example')
    await owner.post('/staff/logout')
    await Promise.all(Array.from({ length: 20 }, (_, i) => guess(owner.email, i)))
    await manyMore()
    expect((await guess(owner.email, 60, PASSWORD)).status).toBe(429)
    expect((await withPassword(owner)).status).toBe(303)
  })

  test('are answered alike where there is no account', async () => {
    const email = await createStaff(site, 'viewer', 'cis@there.example')
    const series = async (address: string) => {
      const all: number[] = []
      for (let i = 0; i < 8; i++) all.push((await guess(address, 70 + i)).status)
      return all
    }
    expect(await series('nobody@nowhere.example')).toEqual(await series(email))
  })

  test('with a cookie of another browser, or a forged one, are slowed like all others', async () => {
    const dot = await signInStaff(site, 'viewer', 'dot@forged.example')
    const eli = await signInStaff(site, 'viewer', 'eli@forged.example')
    const known = /staff-known=([^;]+)/.exec(eli.cookies())![1]!
    const [row] = await query(site, "select id from staff where email = 'dot@forged.example'")
    const forged = known.replace(/^\d+/, String(row!['id']))
    const answers: Answer[] = []
    for (const cookie of [known, forged, `${row!['id']}.x.y`])
      for (let i = 0; i < 4; i++)
        answers.push(
          await post(
            site,
            '/staff/login',
            { email: dot.email, password: 'not this one at all' },
            {
              headers: { Cookie: `staff-known=${cookie}`, 'X-Forwarded-For': `203.0.${i}.1` },
            },
          ),
        )
    expect(statuses(answers).filter((status) => status === 429).length).toBeGreaterThan(4)
  })
})

test('Guesses of one network at many accounts are slowed', async () => {
  const answers: Answer[] = []
  for (let i = 0; i < 26; i++) answers.push(await guess(`person${i}@sprayed.example`, 99))
  expect(answers.slice(0, 19).every(({ status }) => status === 422)).toBe(true)
  expect(answers.slice(22).some(({ status }) => status === 429)).toBe(true)
  expect((await guess('person0@sprayed.example', 98)).status).toBe(422)
})

describe('Guesses at the second factor', () => {
  test('at the same time: only the first few are looked at', async () => {
    const owner = await signInStaff(site, 'editor', 'fin@factor.example')
    await setUpTotp(owner)
    const thief = browserOf(site, 'editor', owner.email)
    await withPassword(thief)
    const codes = Array.from({ length: 40 }, (_, i) => String(100_000 + i * 7919))
    const answers = await Promise.all(
      codes.map((code) => thief.post('/staff/second-factor', { code })),
    )
    expect(answers.filter(({ status }) => status === 422).length).toBeLessThanOrEqual(6)
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(30)
  })
})
