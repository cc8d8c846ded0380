import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowCount } from '../support/database.ts'
import {
  fillInOrganisation,
  fillInSign,
  linksTo,
  mailed,
  mailsTo,
  signAndManage,
  subjectsTo,
} from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { complaintsOf, fillIn, formValues, get, post } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

const ask = (email: string) => fillIn(site, '/manage', { email })

test('Ana has signed, and gets a new link that works beside the old one', async () => {
  const email = 'ana@example.org'
  const old = await signAndManage(site, { email, name: 'Ana Lost' })
  await ask('ANA@example.org')
  await mailed(site, email, 3)
  const links = await linksTo(site, email, 'manage')
  expect(links).toHaveLength(2)
  for (const link of [...links, old]) expect((await get(site, link)).body).toContain('Ana Lost')
})

test('Bo has not confirmed, and gets a new confirmation link that works', async () => {
  const email = 'bo@example.org'
  await fillInSign(site, { email, name: 'Bo Pending' })
  await mailed(site, email, 1)
  await ask(email)
  await mailed(site, email, 2)
  const links = await linksTo(site, email, 'confirm')
  expect(new Set(links).size).toBe(2)
  expect((await post(site, links[0]!, {})).status).toBe(303)
  expect((await get(site, links[1]!)).body).toContain('Thank you, Bo Pending')
})

test('one who is not known gets no mail, and leaves no trace', async () => {
  const before = [await rowCount(site, 'outbox'), await rowCount(site, 'tokens')]
  expect((await ask('stranger@example.org')).status).toBe(200)
  expect([await rowCount(site, 'outbox'), await rowCount(site, 'tokens')]).toEqual(before)
  expect(await mailsTo(site, 'stranger@example.org')).toEqual([])
})

test('with SIGN_LIMITS=off, nobody is told to come again', async () => {
  const answers = await Promise.all(Array.from({ length: 61 }, () => ask('stranger@example.org')))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
})

test('Rui signed for himself and for his harbour, and gets a link to each', async () => {
  const email = 'rui@harbour.example'
  await signAndManage(site, { email, name: 'Rui Costa' })
  await fillInOrganisation(site, { email })
  await mailed(site, email, 3)
  await ask(email)
  await mailed(site, email, 5)
  expect(await subjectsTo(site, email)).toEqual([
    ...['Please confirm your signature', 'Please confirm your signature'],
    ...['Please confirm your signature', 'Your link', 'Your signature is recorded: no. 3'],
  ])
})

test.each([
  ['', 'Enter your e-mail address'],
  ['ana', 'Enter an e-mail address such as name@example.org'],
  ['ana@example', 'Enter the part after the @ in full'],
  [`${'a'.repeat(300)}@example.org`, 'E-mail address must be 254 characters or fewer'],
  ['"><script>alert(1)</script>@example.org', 'Enter an e-mail address such as name@example.org'],
])('%s is no address: 422, with what was typed', async (email, message) => {
  const answer = await ask(email)
  expect(answer.status).toBe(422)
  expect(answer.body).toContain(message)
  expect(complaintsOf(answer)).toEqual(['email'])
  expect(answer.body).toContain('id="email"')
  expect(formValues(answer)['email']).toBe(email)
})

test('two addresses at once are refused', async () => {
  const answer = await post(site, '/manage', { email: ['ana@example.org', 'bo@example.org'] })
  expect(answer.status).toBe(422)
})
