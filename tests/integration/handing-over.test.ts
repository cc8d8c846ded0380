/** An organisation's contact hands over to another; over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { atRest, dump, query, whereabouts } from '../support/database.ts'
import { endorsed } from '../support/organisations.ts'
import { linkOfMail, linksTo, linkTo, mailed, mailsTo, signAndManage } from '../support/people.ts'
import { expectPage } from '../support/refusals.ts'
import { startSite, type Site } from '../support/site.ts'
import { until } from '../support/until.ts'
import { complaintsOf, formValues, get, post, type Fields } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

let made = 0
/** An organisation of its own for each test. */
async function organisation(fields: Fields = {}) {
  const domain = `harbour${++made}.example`
  const rui = `rui@${domain}`
  const manage = await endorsed(site, { website: `https://www.${domain}`, email: rui, ...fields })
  const ama = { contactName: 'Ama Owusu', contactRole: 'Director', email: `ama@${domain}` }
  const ask = (more: Fields = {}) => post(site, `${manage}/handover`, { ...ama, ...more })
  const offered = (email = ama.email) => offerTo(email)
  const held = async () =>
    (
      await query(
        site,
        `select e.*, o.contact_name, o.contact_role from endorsements e
          join organisations o on o.endorsement_id = e.id where o.domain = ?`,
        [domain],
      )
    )[0]!
  return { domain, rui, manage, ama, ask, offered, held }
}

const offerTo = (email: string): Promise<string> =>
  until(async () => {
    for (const mail of await mailsTo(site, email)) {
      const link = /https?:\/\/\S+(\/handover\/\S+)/.exec(mail.text)?.[1]
      if (link) return link
    }
    return undefined
  }, `an offer to ${email}`)

const agree = { authority: 'on', consent: 'on' }

test('both are told, the new one confirms, and the old links end', async () => {
  const { rui, manage, ama, ask, offered, held } = await organisation({ updates: 'on' })
  expect((await ask()).body).toContain('We have written to both of you.')
  expect((await get(site, `${manage}/handover`)).body).toContain(ama.email)
  await mailed(site, rui, 3)
  expect((await mailsTo(site, rui)).map(({ subject }) => subject)).toContain(
    'Open Harbour: you are handing it over',
  )
  const offer = await offered()
  // Looking, however often, changes nothing.
  for (let i = 0; i < 3; i++) expect((await get(site, offer)).body).toContain('Ama Owusu')
  expect(await held()).toMatchObject({ email: rui })
  expect((await post(site, offer, agree)).status).toBe(303)
  expect(await held()).toMatchObject({
    ...{ email: ama.email, contact_name: 'Ama Owusu', contact_role: 'Director' },
    // News were the old contact's wish.
    updates_wording: null,
  })
  expect((await get(site, manage)).status).toBe(404)
  expect((await get(site, await linkTo(site, ama.email, 'manage'))).status).toBe(200)
  await until(
    async () => (await mailsTo(site, rui)).some(({ subject }) => subject.includes('new contact')),
    'word to the old contact',
  )
  // The second click sees success again.
  expect((await post(site, offer, agree)).status).toBe(303)
  expect((await get(site, offer)).body).toContain('You are the contact for Open Harbour now.')
})

test('twenty clicks at once hand over once', async () => {
  const { ama, ask, offered } = await organisation()
  await ask()
  const offer = await offered()
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(site, offer, agree)))
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(303))
  const taken = (await mailsTo(site, ama.email)).filter(({ subject }) =>
    subject.startsWith('You are the contact'),
  )
  expect(taken.length).toBeLessThanOrEqual(1)
})

describe('the new contact must agree', () => {
  test('to both: each missing tick is named', async () => {
    const { rui, ask, offered, held } = await organisation()
    await ask()
    const answer = await post(site, await offered(), { consent: 'on' })
    expectPage(answer, 422)
    expect(complaintsOf(answer)).toEqual(['authority'])
    expect(await held()).toMatchObject({ email: rui })
  })
})

describe('an address that will not do', () => {
  test.each([
    ['of another domain', 'ama@elsewhere.example'],
    ['of a free provider', 'ama@gmail.com'],
    ['below a look-alike', 'ama@harbour1.example.evil.org'],
    ['that is none', 'ama'],
    ['left out', ''],
  ])('%s', async (_, email) => {
    const { ask, held, rui } = await organisation()
    const before = (await mailsTo(site, email)).length
    const answer = await ask({ email })
    expectPage(answer, 422)
    expect(complaintsOf(answer)).toEqual(['email'])
    expect(formValues(answer)['contactName']).toBe('Ama Owusu')
    expect(await held()).toMatchObject({ email: rui })
    expect((await mailsTo(site, email)).length).toBe(before)
  })

  test('the very same', async () => {
    const { ask, rui } = await organisation()
    expect(complaintsOf(await ask({ email: rui.toUpperCase() }))).toEqual(['email'])
  })

  test('at the same free provider as the old one', async () => {
    const { ask } = await organisation({ email: 'rui.old@gmail.com' })
    expect(complaintsOf(await ask({ email: 'ama.new@gmail.com' }))).toEqual(['email'])
    // At the website's own domain it may go.
    const { domain } = { domain: `harbour${made}.example` }
    expect((await ask({ email: `ama@mail.${domain}` })).status).toBe(200)
  })
})

test('whoever stands for another organisation already cannot take this one, and only they learn why', async () => {
  const { domain, ask, offered, held, rui } = await organisation()
  await endorsed(site, { email: `ama@${domain}`, organisationName: 'The Other One' })
  const answer = await ask()
  expect(answer.status).toBe(200)
  expect(answer.body).toContain('We have written to both of you.')
  const offer = await offered()
  const taken = await get(site, offer)
  expectPage(taken, 409)
  expect((await post(site, offer, agree)).status).toBe(409)
  expect(await held()).toMatchObject({ email: rui })
})

describe('a contact who wants no mail could not be told, so nothing is handed over', () => {
  test('stopped first: it is not asked for, and the page says why and what to do', async () => {
    const { rui, ama, manage, ask, held } = await organisation()
    await post(site, await linkOfMail(site, rui, 'never'), {})
    const refused = await ask()
    expectPage(refused, 409)
    for (const { body } of [refused, await get(site, `${manage}/handover`)]) {
      expect(body).toContain(`No mail goes to ${rui}`)
      expect(body).not.toContain('name="email"')
    }
    expect(await whereabouts(site, ama.email)).toEqual([])
    expect(await held()).toMatchObject({ email: rui })
  })

  test('asked for first: it is not accepted', async () => {
    const { rui, manage, ask, offered, held } = await organisation()
    await ask()
    const offer = await offered()
    await post(site, await linkOfMail(site, rui, 'never'), {})
    for (const answer of [await get(site, offer), await post(site, offer, agree)]) {
      expectPage(answer, 409)
      expect(answer.body).toContain('It cannot be handed over now')
    }
    expect(await held()).toMatchObject({ email: rui })
    expect((await get(site, manage)).status).toBe(200)
  })

  test.each([
    ['whose owner complained', 'complained', 409],
    ['whose address bounced, which is a reason to hand over', 'bounced', 200],
  ])('one %s', async (_, reason, status) => {
    const { rui, ama, ask, offered, held } = await organisation()
    const database = site.database()
    await database.execute({
      sql: "insert into suppressions values (?, ?, '', null, 1)",
      args: [rui, reason],
    })
    database.close()
    expectPage(await ask(), status)
    if (status === 200) await post(site, await offered(), agree)
    expect(await held()).toMatchObject({ email: status === 200 ? ama.email : rui })
  })
})

/** Whom nothing is kept of but that mail went to them, which is counted against bombing for 30 days. */
async function forgotten(email: string): Promise<void> {
  await atRest(site)
  expect(await whereabouts(site, email)).toEqual(['outbox.recipient', 'outbox.recipient_key'])
  expect(
    await query(site, 'select distinct params from outbox where recipient = ?', [email]),
  ).toEqual([{ params: '{"kind":"organisation"}' }])
}

test('it is taken back: the offer ends, and what was written to them loses the name', async () => {
  const { manage, ama, ask, offered, held, rui } = await organisation()
  await ask()
  const offer = await offered()
  expect((await post(site, `${manage}/handover/withdrawal`, {})).body).toContain('Taken back.')
  expectPage(await post(site, offer, agree), 410)
  expect(await held()).toMatchObject({ email: rui })
  await forgotten(ama.email)
})

describe('whoever got the offer by mistake', () => {
  test('looks as often as they like, presses once and again, and nothing of them is kept', async () => {
    const { rui, ama, manage, ask, offered, held } = await organisation()
    await ask({ contactName: 'Wanda Mistaken', contactRole: 'Wrongly named' })
    const offer = await offered()
    const no = await linkOfMail(site, ama.email, 'not-me')
    expect(no).toBe(offer.replace('/handover/', '/not-me/'))
    expect((await get(site, offer)).body).toContain(`href="${no}"`)
    await atRest(site)
    const before = await dump(site)
    for (let i = 0; i < 3; i++) expect((await get(site, no)).body).toContain('for Open Harbour')
    expect(await dump(site)).toEqual(before)
    for (let i = 0; i < 2; i++) {
      expect(await post(site, no, {})).toMatchObject({ status: 303, location: no })
      expect((await get(site, no)).body).toContain('It is deleted')
    }
    expectPage(await post(site, offer, agree), 410)
    expect(await held()).toMatchObject({ email: rui })
    expect((await get(site, `${manage}/handover`)).body).not.toContain(ama.email)
    for (const trace of ['Mistaken', 'Wrongly']) expect(await whereabouts(site, trace)).toEqual([])
    await forgotten(ama.email)
  })

  test('is told when it was accepted, and at the same moment one of the two happens', async () => {
    const { rui, ama, ask, offered, held } = await organisation()
    await ask()
    const offer = await offered()
    const no = offer.replace('/handover/', '/not-me/')
    await Promise.all([post(site, no, {}), post(site, offer, agree), post(site, no, {})])
    const taken = (await held())['email'] === ama.email
    expect((await held())['email']).toBe(taken ? ama.email : rui)
    expect((await get(site, no)).body).toContain(taken ? 'This was confirmed' : 'It is deleted')
    expectPage(await get(site, offer), taken ? 200 : 410)
  })
})

test('a second offer ends the first, and a fourth in a day is refused', async () => {
  const { domain, ask, offered } = await organisation()
  await ask()
  const first = await offered()
  await ask({ email: `kofi@${domain}` })
  expectPage(await get(site, first), 410)
  expect((await get(site, await offered(`kofi@${domain}`))).status).toBe(200)
  expect((await ask()).status).toBe(200)
  const fourth = await ask()
  expect(fourth.status).toBe(429)
  expect(fourth.body).toContain('You have asked three times today.')
})

test('a withdrawn organisation is not handed over any more', async () => {
  const { manage, ask, offered } = await organisation()
  await ask()
  const offer = await offered()
  await post(site, `${manage}/withdrawal`, {})
  expectPage(await post(site, offer, agree), 410)
  expectPage(await get(site, `${manage}/handover`), 404)
})

test('an old offer, a garbled one and a person’s link lead to a page that explains', async () => {
  const { ask, offered } = await organisation()
  await ask()
  const offer = await offered()
  const database = site.database()
  await database.execute('update handovers set expires_at = 1')
  database.close()
  expectPage(await get(site, offer), 410)
  expectPage(await get(site, '/handover/x'), 410)
  const person = await signAndManage(site, { email: 'person@example.org' })
  for (const way of ['handover', 'edit', 'proof'])
    expectPage(await get(site, `${person}/${way}`), 404)
  expect((await get(site, offer.replace('handover', 'manage'))).status).toBe(404)
})

test('erasing leaves nothing of either contact', async () => {
  const { manage, ask, ama, rui } = await organisation()
  await ask({ contactName: 'Nobody Afterwards' })
  await mailed(site, ama.email, 1)
  await atRest(site)
  await post(site, `${manage}/erasure`, {})
  await atRest(site)
  expect(await whereabouts(site, rui)).toEqual([])
  expect(await whereabouts(site, 'Nobody Afterwards')).toEqual([])
  await forgotten(ama.email)
  expect(await linksTo(site, ama.email, 'manage')).toEqual([])
})

test('no token and no address is logged', () => {
  expect(site.output()).not.toMatch(/@harbour|\/handover\/[\w-]{20}/)
})
