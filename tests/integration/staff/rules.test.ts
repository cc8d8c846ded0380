/** Rules, from the page where staff write them to those who sign. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countsNow } from '../../support/database.ts'
import { fillInOrganisation, fillInSign, linkTo, mailsTo, sign } from '../../support/people.ts'
import { startSite, type Site } from '../../support/site.ts'
import { signInStaff, type Member } from '../../support/staff.ts'
import { auditOf, decide, namesIn, rowOf, workListIsCurrent } from '../../support/staff-work.ts'
import { until } from '../../support/until.ts'
import { fillIn, get, post, type Answer, type Fields } from '../../support/visitor.ts'

let site: Site
let editor: Member
beforeAll(async () => {
  site = await startSite({ TRUST_PROXY: '127.0.0.1' })
  editor = await signInStaff(site, 'editor')
})
afterAll(() => site.remove())

const add = (action: string, subject: string, patterns: string, note = '') =>
  editor.post('/staff/rules', { action, subject, patterns, note })
const rulesPage = async () => (await editor.get('/staff/rules')).body

/** Signs until the rule is in force, each time with another address. */
let tries = 0
async function signed(fields: (nth: number) => Fields, state: string): Promise<string> {
  return until(async () => {
    const filled = fields(++tries)
    await sign(site, filled)
    return (
      (await rowOf(site, String(filled['email'])))['state'] === state && String(filled['email'])
    )
  }, `a signature in ${state}`)
}

test('a person whose name is on a list of notable names waits for review', async () => {
  const done = await add(
    'hold',
    'name',
    'Angela Merkel\nAntónio Guterres\n\nAngela Merkel',
    'heads of state',
  )
  expect(done.location).toContain('said=ruleAdded')
  expect(await rulesPage()).toContain('antonio guterres')
  const email = await signed(
    (n) => ({ name: 'Merkel, Angela', email: `angela${n}@example.org` }),
    'review',
  )
  expect((await rowOf(site, email))['held_by']).toMatch(/^rule \d+$/)
  await workListIsCurrent(site)
  expect(new Set(namesIn(await editor.get('/staff/endorsements?held=rule')))).toEqual(
    new Set(['Merkel, Angela']),
  )
  expect((await decide(site, editor, email, { verb: 'approve' })).status).toBe(303)
  expect(await rowOf(site, email)).toMatchObject({ state: 'published' })
})

test('whoever takes such a name later waits too', async () => {
  const email = 'renamed@example.org'
  await sign(site, { email, name: 'Nobody Special' })
  await post(site, await linkTo(site, email, 'manage'), {
    name: 'Angela Merkel',
    texts: ['convention'],
    visibility: 'public',
  })
  expect(await rowOf(site, email)).toMatchObject({
    state: 'review',
    held_by: expect.stringMatching(/^rule/),
  })
})

test('an allowed address passes in spite of its name', async () => {
  await add('allow', 'address', 'the.real@example.net')
  // Rules are heard in their order: once this one is, so is the one before.
  await add('allow', 'domain', 'heard.example')
  await signed((n) => ({ name: 'Angela Merkel', email: `a${n}@heard.example` }), 'published')
  await sign(site, { name: 'Angela Merkel', email: 'the.real@example.net' })
  expect(await rowOf(site, 'the.real@example.net')).toMatchObject({ state: 'published' })
})

describe('a blocked person', () => {
  const blocked = { name: 'Bot Botson', email: '' }
  const honest = { name: 'Bot Botson', email: 'honest@fine.example' }
  const neutral = (answer: Answer, { email }: typeof honest) =>
    answer.body
      .replaceAll(email, 'ADDRESS')
      .replace(/\/(confirm|manage)\/[\w-]{43}/g, '/LINK')
      .replace(/(signatory no\.|Signatory no\.|No\.) \d+/g, 'NUMBER')
      .replace(/name="formKey" value="[^"]*"/g, 'KEY')

  test('is never counted', async () => {
    expect((await add('block', 'domain', '**.bots.example')).location).toContain('ruleAdded')
    blocked.email = await signed((n) => ({ ...blocked, email: `b${n}@eu.bots.example` }), 'blocked')
    const before = await countsNow(site)
    await sign(site, { ...blocked, email: 'another@bots.example' })
    expect(await countsNow(site)).toEqual(before)
    expect(await rowOf(site, 'another@bots.example')).toMatchObject({
      state: 'blocked',
      number: null,
    })
  })

  test('sees the same pages and gets the same mails as anybody', async () => {
    await sign(site, honest)
    const pages = async (who: typeof honest) => {
      const confirm = await get(site, await linkTo(site, who.email, 'confirm'))
      const manage = await get(site, await linkTo(site, who.email, 'manage'))
      const again = await fillInSign(site, who)
      return [confirm, manage, again].map((answer) => [answer.status, neutral(answer, who)])
    }
    expect(await pages(blocked)).toEqual(await pages(honest))
    const subjects = async (who: typeof honest) =>
      until(async () => {
        const all = (await mailsTo(site, who.email))
          .map(({ subject }) => subject.replace(/\d+/, 'N'))
          .sort()
        return all.length === 3 && all
      }, 'three mails')
    expect(await subjects(blocked)).toEqual(await subjects(honest))
  })

  test('gets the card that anybody gets', async () => {
    for (const { email } of [blocked, honest])
      for (const kind of ['confirm', 'manage'] as const) {
        const { status, headers } = await get(site, `${await linkTo(site, email, kind)}/card.png`)
        expect([kind, status, headers.get('content-type')]).toEqual([kind, 200, 'image/png'])
      }
  })

  test('may change and download, and learns nothing from either', async () => {
    const manage = await linkTo(site, blocked.email, 'manage')
    const changed = await fillIn(site, manage, { name: 'Bot Renamed' })
    expect(changed.body).toContain('It stands in the register and counts.')
    const { body } = await get(site, `${manage}/data.json`)
    expect(body).not.toMatch(/blocked|rule/)
    expect(JSON.parse(body)).toMatchObject({
      state: 'published',
      heldBy: null,
      number: expect.any(Number),
    })
    expect(await rowOf(site, blocked.email)).toMatchObject({ state: 'blocked' })
  })

  test('who withdraws and signs again is blocked again', async () => {
    const email = 'another@bots.example'
    await post(site, `${await linkTo(site, email, 'manage')}/withdrawal`, {})
    expect(await rowOf(site, email)).toMatchObject({ state: 'withdrawn' })
    await fillInSign(site, { ...blocked, email })
    await until(async () => {
      for (const { text } of await mailsTo(site, email)) {
        const link = /https?:\/\/\S+(\/confirm\/\S+)/.exec(text)?.[1]
        if (link) await post(site, link, {})
      }
      return (await rowOf(site, email))['state'] === 'blocked'
    }, 'being blocked again')
  })

  test('is let through by staff', async () => {
    const before = (await countsNow(site)).total
    await decide(site, editor, blocked.email, { verb: 'approve' })
    expect(await rowOf(site, blocked.email)).toMatchObject({ state: 'published' })
    expect((await countsNow(site)).total).toBe(before + 1)
  })
})

test('block beats allow', async () => {
  await add('allow', 'address', 'friend@bots.example')
  await add('block', 'address', 'friend@bots.example')
  await sign(site, { name: 'A Friend', email: 'friend@bots.example' })
  expect(await rowOf(site, 'friend@bots.example')).toMatchObject({ state: 'blocked' })
})

test('an organisation of a blocked website waits as all do, and staff see that it is blocked', async () => {
  await add('block', 'domain', 'shell.example')
  const email = await until(async () => {
    const address = `c${++tries}@office.example`
    await fillInOrganisation(site, {
      organisationName: `Shell ${'abcdef'[tries % 6]}`,
      website: 'https://shell.example',
      email: address,
    })
    await post(site, await linkTo(site, address, 'confirm'), {})
    return (await rowOf(site, address))['state'] === 'blocked' && address
  }, 'the blocked organisation')
  expect((await get(site, await linkTo(site, email, 'confirm'))).body).toContain(
    'The campaign now checks it',
  )
  expect((await get(site, await linkTo(site, email, 'manage'))).body).toContain(
    'The campaign is looking at it',
  )
})

test('a network holds those who sign from it', async () => {
  await add('hold', 'network', '203.0.113.0/24')
  const from = { headers: { 'X-Forwarded-For': '203.0.113.77' } }
  const email = await until(async () => {
    const address = `n${++tries}@example.org`
    await fillIn(
      site,
      '/sign',
      {
        texts: ['convention'],
        name: 'Net Worker',
        email: address,
        country: 'PT',
        visibility: 'public',
        consent: 'on',
      },
      0,
      from,
    )
    await post(site, await linkTo(site, address, 'confirm'), {})
    return (await rowOf(site, address))['state'] === 'review' && address
  }, 'somebody held')
  expect(await rowOf(site, email)).toMatchObject({ network: '4cb0071' })
  await workListIsCurrent(site)
  expect(
    namesIn(await editor.get('/staff/endorsements?network=203.0.112.0/20&state=review')),
  ).toContain('Net Worker')
  expect(namesIn(await editor.get('/staff/endorsements?network=198.51.100.0/24'))).toEqual([])
  const desk = await editor.get(`/staff/endorsements/${(await rowOf(site, email))['id']}`)
  expect(desk.body).toContain('203.0.113.0/24')
})

describe('what cannot be a rule', () => {
  test.each([
    ['hold', 'name', '', 'Enter at least one pattern'],
    ['hold', 'name', '\n \n', 'Enter at least one pattern'],
    ['block', 'domain', 'fine.example\nnot a domain\nalso fine.example', 'Line 2: “not a domain”.'],
    ['block', 'network', '192.0.2.1/32', 'no more of an address than /24'],
    ['block', 'network', '0.0.0.0/0', 'Wider than'],
    ['block', 'address', 'ana@', 'Not an e-mail address'],
    ['shoot', 'name', 'Ana', 'damaged'],
    ['block', 'shoe', 'Ana', 'damaged'],
    [
      'hold',
      'name',
      Array.from({ length: 5001 }, (_, i) => `Name ${i}x`).join('\n'),
      'At most 5,000',
    ],
    ['hold', 'name', '<script>alert(1)</script>\n7', 'Line 2'],
  ])('%s %s %j', async (action, subject, patterns, problem) => {
    const before = (await rulesPage()).match(/data-rule|name="end"/g)?.length
    const refused = await add(action, subject, patterns)
    expect(refused.status).toBe(422)
    expect(refused.body).toContain(problem)
    expect((await rulesPage()).match(/data-rule|name="end"/g)?.length).toBe(before)
  })

  test('the same again is said to be there', async () => {
    expect((await add('block', 'domain', '**.BOTS.example')).location).toContain('said=ruleKnown')
  })
})

test('a rule ends, is in the audit, and what it held stays held', async () => {
  await add('hold', 'name', 'Temporary Tina')
  const id = /name="end" value="(\d+)"/.exec(await rulesPage())![1]!
  const email = await signed(
    (n) => ({ name: 'Temporary Tina', email: `t${n}@example.org` }),
    'review',
  )
  await editor.post('/staff/rules', { end: id })
  await editor.post('/staff/rules', { end: id })
  expect(await rulesPage()).not.toContain('temporary tina')
  await signed((n) => ({ name: 'Temporary Tina', email: `t${n}@example.org` }), 'published')
  expect(await rowOf(site, email)).toMatchObject({ state: 'review' })
  expect((await auditOf(site, `rule:${id}`)).map(({ what }) => what)).toEqual(['rules.end'])
})
