import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lockDatabase } from '../support/database-lock.ts'
import { figures } from '../support/figures.ts'
import { ana, fillInSign, linkTo, sign } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { until } from '../support/until.ts'
import { fillIn, get, post, servedValues, type Answer, type Fields } from '../support/visitor.ts'

/** More than the 400 units that a process may have on their way to the writer. */
const SENDERS = 410

let site: Site
let release: () => Promise<void>
let holding = true
const answers: Answer[] = []
let senders: Promise<void>[]
let confirm: string
let manage: string

beforeAll(async () => {
  site = await startSite({ WORKERS: '1' })
  await sign(site, { email: 'stands@example.org' })
  manage = await linkTo(site, 'stands@example.org', 'manage')
  await fillInSign(site, { email: 'halfway@example.org' })
  confirm = await linkTo(site, 'halfway@example.org', 'confirm')
  const form = servedValues((await get(site, '/sign')).body)
  release = await lockDatabase(site)
  senders = Array.from({ length: SENDERS }, (_, i) => sendAgainAndAgain(i, form))
  await until(
    async () => ((await figures(site)).get('accede_write_queue_refused_total') ?? 0) > 0,
    'the queue to be full',
  )
})
afterAll(async () => {
  holding = false
  await release()
  await site.remove()
})

/** Signs with ever new addresses while the database is held up, so that the queue stays full. */
async function sendAgainAndAgain(sender: number, form: Fields): Promise<void> {
  for (let i = 0; holding; i++) {
    const email = `sender-${sender}-${i}@example.org`
    answers.push(await post(site, '/sign', { ...form, ...ana, email }))
  }
}

function expectRefused(answer: Answer): void {
  expect(answer.status).toBe(503)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
}

describe('While the write queue is full', () => {
  test('signing answers 503 and keeps everything that was typed', async () => {
    const typed = { email: 'full@example.org', affiliation: 'Open University', comment: 'Why not' }
    const refused = await fillInSign(site, { ...typed, country: 'KE' })
    expectRefused(refused)
    for (const value of Object.values(typed)) expect(refused.body).toContain(value)
    expect(refused.body).toMatch(/value="KE"[^>]* selected/)
  })

  test('so does the form of organisations', async () => {
    const refused = await fillIn(site, '/sign/organisation', {
      ...{ texts: 'convention', organisationName: 'Open Borders', organisationType: 'ngo' },
      ...{ website: 'https://example.org', country: 'PT', contactName: 'Ana Pereira' },
      ...{ email: 'office@example.org', authority: 'on', consent: 'on' },
    })
    expectRefused(refused)
    for (const value of ['Open Borders', 'office@example.org', 'https://example.org'])
      expect(refused.body).toContain(value)
  })

  test.each([
    ['confirming', () => confirm, {}],
    ['asking for a link', () => '/manage', { email: 'stands@example.org' }],
    ['withdrawing', () => `${manage}/withdrawal`, {}],
    ['erasing', () => `${manage}/erasure`, {}],
  ])('%s answers with the page 503', async (_, path, fields) => {
    const refused = await post(site, path(), fields)
    expectRefused(refused)
    expect(refused.body).toContain('We will be back in a moment')
  })

  test('reading goes on', async () => {
    for (const path of ['/', '/signatories', '/signatories?q=ana', confirm, manage])
      expect((await get(site, path)).status).toBe(200)
  })

  test('afterwards all is as before, and what was answered with success is there', async () => {
    await release()
    holding = false
    await Promise.all(senders)
    const signed = await until(async () => {
      const sent = await fillInSign(site, { email: 'after@example.org' })
      return sent.status === 303 && sent
    }, 'signing to work again')
    expect(signed.location).toBe('/sign/sent')
    expect((await post(site, confirm, {})).status).toBe(303)

    for (const answer of answers) if (answer.status !== 303) expectRefused(answer)
    const taken = answers.filter(({ status }) => status === 303).length
    const { rows } = await site
      .database()
      .execute(`select count(*) as kept from submissions where email like 'sender-%'`)
    expect(Number(rows[0]?.['kept'])).toBeGreaterThanOrEqual(taken)
  })
})
