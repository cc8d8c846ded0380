/** Somebody's signature moves to another address of theirs; over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { atRest, countsNow, dump, mailAtRest, query, whereabouts } from '../support/database.ts'
import { endorsed } from '../support/organisations.ts'
import { change, later, person } from '../support/moving.ts'
import {
  linkOfMail,
  linkTo,
  linksTo,
  mailed,
  mailsTo,
  sign,
  subjectsTo,
} from '../support/people.ts'
import { expectPage } from '../support/refusals.ts'
import { startSite, type Site } from '../support/site.ts'
import { complaintsOf, formValues, get, post } from '../support/visitor.ts'

const DAY = 86_400_000
let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

test('it is confirmed at the new address, announced at the old, and keeps its number', async () => {
  const { old, next, manage, held, ask, offer } = await person(site)
  const before = await held()
  const counts = await countsNow(site)
  expect((await ask()).body).toContain('We have written to both addresses.')
  expect((await get(site, `${manage}/address`)).body).toContain(next)
  await mailed(site, old, 3)
  const told = (await mailsTo(site, old)).find(({ subject }) => subject.includes('is to move'))!
  // The whole address is for its owner alone to see.
  expect(told.text).toContain('n…@')
  expect(told.text.replaceAll('\u2060', '')).not.toContain(next)
  const link = await offer()
  for (let i = 0; i < 3; i++)
    expect((await get(site, link)).body).toContain(String(before!['name']))
  expect(await held()).toMatchObject({ email: old })
  expect((await post(site, link, {})).status).toBe(303)
  const after = await held()
  expect(after).toMatchObject({
    ...{ email: next, number: before!['number'], published_at: before!['published_at'] },
    ...{ state: 'published', updates_wording: before!['updates_wording'] },
  })
  expect(await countsNow(site)).toEqual(counts)
  // Earlier links end, and the new address has one.
  expect((await get(site, manage)).status).toBe(404)
  expect((await get(site, await linkTo(site, next, 'manage'))).body).toContain(next)
  // The second press sees success again.
  expect((await post(site, link, {})).status).toBe(303)
  expect((await get(site, link)).body).toContain('Your signature has moved')
})

test('a hundred presses at once move it once', async () => {
  const { next, held, ask, offer } = await person(site)
  await ask()
  const link = await offer()
  const answers = await Promise.all(Array.from({ length: 100 }, () => post(site, link, {})))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
  expect(await held()).toMatchObject({ email: next })
  await atRest(site)
  expect(await subjectsTo(site, next)).toEqual([
    'Move your signature to this address?',
    'Your signature belongs to this address now',
  ])
})

describe('the old address', () => {
  test('stops it before it is done, twice the same', async () => {
    const { old, next, held, ask, offer, stop } = await person(site)
    await ask()
    const [link, no] = [await offer(), await stop()]
    expect((await get(site, no)).body).toContain('It has not moved yet.')
    expect(await held()).toMatchObject({ email: old })
    for (let i = 0; i < 2; i++) expect((await post(site, no, {})).status).toBe(303)
    expect((await get(site, no)).body).toContain('It is stopped')
    expectPage(await get(site, link), 410)
    expectPage(await post(site, link, {}), 410)
    expect(await held()).toMatchObject({ email: old })
    // Whose address it was is not kept.
    await atRest(site)
    expect(await query(site, 'select 1 from address_changes where email = ?', [next])).toEqual([])
  })

  test('takes it back for seven days after, with all that followed', async () => {
    const { old, next, held, ask, offer, stop } = await person(site)
    await ask()
    const no = await stop()
    await post(site, await offer(), {})
    const thief = await linkTo(site, next, 'manage')
    // Whoever has it now moves it on, to shake off the owner.
    const third = `third-${next}`
    await post(site, `${thief}/address`, { email: third })
    await post(site, await linkOfMail(site, third, 'address'), {})
    expect((await get(site, no)).body).toContain('You can take that back')
    await later(site, 6 * DAY)
    expect((await post(site, no, {})).status).toBe(303)
    expect(await held()).toMatchObject({ email: old })
    // What was written there keeps the address, against bombing, and no name.
    await mailAtRest(site)
    const there = await query(site, 'select params from outbox where recipient in (?, ?)', [
      next,
      third,
    ])
    expect(there.length).toBeGreaterThan(2)
    expect(new Set(there.map(({ params }) => params))).toEqual(new Set(['{"kind":"individual"}']))
    for (const link of await linksTo(site, third, 'manage'))
      expect((await get(site, link)).status).toBe(404)
    // The thief's own mail takes nothing back.
    await post(site, await linkOfMail(site, next, 'not-me'), {})
    expect(await held()).toMatchObject({ email: old })
    await mailed(site, old, 4)
    expect((await get(site, (await linksTo(site, old, 'manage'))[0]!)).status).toBe(200)
  })

  test('and is told when it is too late', async () => {
    const { next, held, ask, offer, stop } = await person(site)
    await ask()
    await post(site, await offer(), {})
    await later(site, 8 * DAY)
    expectPage(await get(site, await stop()), 410)
    expectPage(await post(site, await stop(), {}), 410)
    expect(await held()).toMatchObject({ email: next })
  })
})

describe('an address that wants no mail could not be told, so nothing moves', () => {
  test('stopped first: it is not asked for, and the page says why and what to do', async () => {
    const { old, next, manage, held, ask } = await person(site)
    await post(site, await linkOfMail(site, old, 'never'), {})
    const refused = await ask()
    expectPage(refused, 409)
    for (const { body } of [refused, await get(site, `${manage}/address`)]) {
      expect(body).toContain(`No mail goes to ${old}`)
      expect(body).toContain('Write to the campaign')
      expect(body).not.toContain('name="email"')
    }
    await atRest(site)
    expect(await whereabouts(site, next)).toEqual([])
    expect(await held()).toMatchObject({ email: old })
  })

  test('asked for first: it is not accepted, until staff allow mail again', async () => {
    const { old, manage, held, ask, offer } = await person(site)
    await ask()
    const link = await offer()
    await post(site, await linkOfMail(site, old, 'never'), {})
    for (const answer of [await get(site, link), await post(site, link, {})]) {
      expectPage(answer, 409)
      expect(answer.body).toContain('The signature cannot move now')
    }
    expect(await held()).toMatchObject({ email: old })
    expect((await get(site, manage)).status).toBe(200)
    await change(site, `delete from suppressions where address_key = '${old}'`)
    expect((await post(site, link, {})).status).toBe(303)
    expect(await held()).not.toMatchObject({ email: old })
  })

  test('at the same moment: it does not move', async () => {
    for (let i = 0; i < 5; i++) {
      const { old, next, held, ask } = await person(site)
      const never = await linkOfMail(site, old, 'never')
      await Promise.all([ask(), post(site, never, {})])
      await atRest(site)
      const [offer] = (await mailsTo(site, next)).flatMap(
        ({ text }) => /(\/address\/\S+)/.exec(text)?.[1] ?? [],
      )
      if (offer) expectPage(await post(site, offer, {}), 409)
      expect(await held()).toMatchObject({ email: old })
    }
  })

  test.each([
    ['whose owner complained', 'complained', 409],
    ['that bounced, which is a reason to move', 'bounced', 200],
  ])('one %s', async (_, reason, status) => {
    const { old, next, held, ask, offer } = await person(site)
    await change(site, `insert into suppressions values ('${old}', '${reason}', '', null, 1)`)
    expectPage(await ask(), status)
    if (status === 200) await post(site, await offer(), {})
    expect(await held()).toMatchObject({ email: status === 200 ? next : old })
  })
})

test('whoever got the offer by mistake has the address deleted', async () => {
  const { next, old, held, ask, offer } = await person(site)
  await ask()
  const no = (await offer()).replace('/address/', '/not-me/')
  expect((await post(site, no, {})).status).toBe(303)
  expect((await get(site, no)).body).toContain('It is stopped')
  expect(await held()).toMatchObject({ email: old })
  expect(await query(site, 'select 1 from address_changes where email = ?', [next])).toEqual([])
})

test('an address that has signed is not told apart from one that has not', async () => {
  const { manage, ask, held, old } = await person(site)
  await sign(site, { email: 'taken@after.example', name: 'Somebody Else' })
  const answers = [await ask('free@after.example'), await ask('taken@after.example')]
  const said = answers.map(({ status, body }) => [
    status,
    body.replaceAll(/(free|taken)@after.example/g, 'X'),
  ])
  expect(said[0]).toEqual(said[1])
  await mailed(site, 'taken@after.example', 2)
  // Its owner alone is told, and nothing happens.
  const link = await linkOfMail(site, 'taken@after.example', 'address')
  expectPage(await get(site, link), 409)
  expectPage(await post(site, link, {}), 409)
  expect(await held()).toMatchObject({ email: old })
  expect((await get(site, manage)).status).toBe(200)
})

test('it can be taken back on the page, and asked for three times a day', async () => {
  const { manage, ask, offer } = await person(site)
  await ask()
  const link = await offer()
  expect((await post(site, `${manage}/address/withdrawal`, {})).body).toContain('Taken back.')
  expectPage(await get(site, link), 410)
  await ask('b@after.example')
  await ask('c@after.example')
  const fourth = await ask('d@after.example')
  expectPage(fourth, 429)
  expect(fourth.headers.get('retry-after')).toBe('86400')
  expect(formValues(fourth, 1)['email']).toBe('d@after.example')
  expect(await mailsTo(site, 'd@after.example')).toEqual([])
})

describe('an address that will not do', () => {
  test.each([
    ['left out', ''],
    ['that is none', 'nadia'],
    ['two at once', 'a@b.example, c@d.example'],
    ['with a header in it', 'a@b.example\r\nBcc: x@evil.example'],
    ['of 10,000 letters', `${'a'.repeat(10_000)}@b.example`],
  ])('%s', async (_, email) => {
    const { ask } = await person(site)
    const answer = await ask(email)
    expectPage(answer, 422)
    expect(complaintsOf(answer)).toEqual(['email'])
    expect(
      await query(site, "select 1 from address_changes where email = ? and state = 'waiting'", [
        email,
      ]),
    ).toEqual([])
  })

  test('the very same', async () => {
    const { ask, old } = await person(site)
    expect((await ask(old.toUpperCase())).body).toContain(
      'That is the address you have here already.',
    )
  })
})

test('an organisation is handed over instead', async () => {
  const manage = await endorsed(site, {
    email: 'rui@moving.example',
    website: 'https://moving.example',
  })
  for (const answer of [
    await get(site, `${manage}/address`),
    await post(site, `${manage}/address`, { email: 'a@b.example' }),
  ])
    expect(answer).toMatchObject({ status: 303, location: `${manage}/handover` })
  expect(await mailsTo(site, 'a@b.example')).toEqual([])
})

test('a link of another kind, or none, moves nothing', async () => {
  const { ask, offer, manage } = await person(site)
  await ask()
  const link = await offer()
  await atRest(site)
  const before = await dump(site)
  for (const path of [
    '/address/none',
    manage.replace('manage', 'address'),
    link.replace('address', 'manage'),
    '/not-me/none',
    manage.replace('manage', 'not-me'),
  ]) {
    const { status } = await post(site, path, {})
    expect([404, 410]).toContain(status)
  }
  expect(await dump(site)).toEqual(before)
})
