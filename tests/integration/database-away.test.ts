/** Somebody else holds the database: nothing is taken, nothing is half-written, and it passes. */
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest'
import { stored } from '../support/database.ts'
import { lockDatabase } from '../support/database-lock.ts'
import { ana, fillInSign, harbour, linkTo, signAndManage } from '../support/people.ts'
import { expectPage } from '../support/refusals.ts'
import { startSite, type Site } from '../support/site.ts'
import { formValues, get, post, type Answer, type Fields } from '../support/visitor.ts'

/** Milliseconds that SQLite waits for a lock, and a little for everything else. */
const IN_TIME = 5000 + 5000

let site: Site
let release: () => Promise<void>
let confirm: string
let manage: string
let person: Fields
let organisation: Fields
beforeAll(async () => {
  site = await startSite()
  await fillInSign(site, { email: 'pending@example.org' })
  confirm = await linkTo(site, 'pending@example.org', 'confirm')
  manage = await signAndManage(site, { email: 'signed@example.org', name: 'Signe Signed' })
  person = {
    ...formValues(await get(site, '/sign')),
    ...ana,
    name: 'Ana "Quoted" Pereira',
    comment: 'Two\nlines',
  }
  organisation = { ...formValues(await get(site, '/sign/organisation')), ...harbour }
})
afterAll(() => site.remove())

beforeEach(async () => {
  release = await lockDatabase(site)
})
afterEach(() => release())

/** @param before requests that may wait for the lock first, one after the other */
async function expectAway(answer: Promise<Answer>, before = 0): Promise<Answer> {
  const started = Date.now()
  const { status, headers } = await answer
  expect(status).toBe(503)
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  expect(Date.now() - started).toBeLessThan(IN_TIME * (before + 1))
  return answer
}

describe('Ana signs while the database is away', () => {
  test('and is told to wait, with everything she typed, and the same form is taken later', async () => {
    const before = await stored(site)
    const away = await expectAway(post(site, '/sign', person))
    expectPage(away, 503)
    const { formKey: _, texts: __, ...typed } = person
    expect(formValues(away)).toMatchObject(typed)
    expect(await stored(site)).toEqual(before)

    await release()
    expect((await post(site, '/sign', person)).status).toBe(303)
    await linkTo(site, String(person['email']), 'confirm')
    expect(await stored(site)).toMatchObject({ submissions: before['submissions']! + 1 })
  })

  test('and so is an organisation', async () => {
    const before = await stored(site)
    const away = await expectAway(post(site, '/sign/organisation', organisation))
    expect(formValues(away)).toMatchObject({
      organisationName: 'Open Harbour',
      website: 'https://harbour.example',
    })
    expect(await stored(site)).toEqual(before)
    await release()
    expect((await post(site, '/sign/organisation', organisation)).status).toBe(303)
  })
})

test('the owner of a link waits too, and nothing has happened until it is back', async () => {
  const before = await stored(site)
  const changed = { ...formValues(await get(site, manage)), name: 'Signe Changed' }
  const requests = [
    post(site, confirm, {}),
    post(site, manage, changed),
    post(site, `${manage}/withdrawal`, {}),
    post(site, '/manage', { email: 'signed@example.org' }),
  ]
  const answers = await Promise.all(
    requests.map((answer) => expectAway(answer, requests.length - 1)),
  )
  for (const answer of answers) expectPage(answer, 503)
  expect(await stored(site)).toEqual(before)
  expect((await get(site, manage)).body).toContain('Signe Signed')

  await release()
  expect((await post(site, confirm, {})).status).toBe(303)
  expect((await post(site, manage, changed)).body).toContain('Your changes are saved.')
})

test('reading goes on meanwhile', async () => {
  for (const path of [
    '/',
    '/signatories',
    '/signatories?q=signe',
    '/api/v1/counts.json',
    '/healthz',
    '/readyz',
  ])
    expect((await get(site, path)).status, path).toBe(200)
})

test('no stack, no address and no name was logged', () => {
  expect(site.output()).not.toMatch(/@example|Pereira|Signe/)
})
