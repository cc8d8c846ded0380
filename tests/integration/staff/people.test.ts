import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { query } from '../../support/database.ts'
import { linkOfMail, mailed, mailsTo, subjectsTo } from '../../support/people.ts'
import { startSite, type Site } from '../../support/site.ts'
import {
  browserOf,
  createStaff,
  PASSWORD,
  setUpTotp,
  signInStaff,
  withPassword,
  type Member,
} from '../../support/staff.ts'
import { accede } from '../../support/command.ts'
import { get, post } from '../../support/visitor.ts'

let site: Site
let ada: Member
beforeAll(async () => {
  site = await startSite({ WORKERS: '2', SIGN_LIMITS: 'strict' })
  ada = await signInStaff(site, 'admin', 'ada@people.example')
})
afterAll(() => site.remove())

const accountOf = async (email: string) =>
  (await query(site, 'select * from staff where email = ?', [email]))[0]!
const pathOf = async (email: string) => `/staff/people/${(await accountOf(email))['id']}`
const linkFrom = (email: string, kind: string) => linkOfMail(site, email, `staff/${kind}`)
const entries = async (what: string) =>
  (await query(site, 'select * from audit where what = ? order by number', [what])).length
/** On a connection of its own, so that every process gets some. */
const fresh = { headers: { Connection: 'close' } }

describe('An admin invites somebody', () => {
  test('who joins by the link in the mail, once', async () => {
    const email = 'ben@people.example'
    const sent = await ada.fillIn('/staff/people/invitation', { email, role: 'editor' })
    expect(sent).toMatchObject({ status: 303, location: '/staff/people?invited' })
    expect((await ada.get('/staff/people')).body).toMatch(/ben@people\.example[\s\S]*?Invited/)
    const link = await linkFrom(email, 'invitation')
    const ben = browserOf(site, 'editor', email)
    expect((await ben.get(link)).body).toContain('Editor')
    for (const password of ['', 'too short', 'passwordpassword', 'ben@people.example'])
      expect((await ben.post(link, { password })).status).toBe(422)
    expect(await ben.fillIn(link, { password: PASSWORD })).toMatchObject({
      status: 303,
      location: '/staff/login',
    })
    await withPassword(ben)
    expect((await ben.get('/staff/audit')).status).toBe(200)
    expect((await ben.get(link)).status).toBe(404)
    expect((await ben.post(link, { password: 'another long password' })).status).toBe(404)
    expect(site.output()).not.toContain(link.slice(-43))
  })

  test('anew: the link before does not work any more', async () => {
    const email = 'cas@people.example'
    const invite = () => ada.post('/staff/people/invitation', { email, role: 'viewer' })
    await invite()
    const first = await linkFrom(email, 'invitation')
    await invite()
    await mailed(site, email, 2)
    expect((await get(site, first)).status).toBe(404)
    expect((await get(site, await linkFrom(email, 'invitation'))).status).toBe(200)
  })

  test.each([
    [{ email: 'ada@people.example', role: 'viewer' }, 'There is an account of that address'],
    [{ email: 'no address', role: 'viewer' }, 'Enter an e-mail address'],
    [{ email: 'dee@people.example', role: 'owner' }, 'Choose a role'],
    [{ email: 'dee@people.example' }, 'Choose a role'],
  ])('%j: is told what is wrong', async (fields, words) => {
    const answer = await ada.post('/staff/people/invitation', fields)
    expect(answer.status).toBe(422)
    expect(answer.body).toContain(words)
  })
})

describe('A role', () => {
  test('that is taken away is gone at once, on every process, with the sessions', async () => {
    const eve = await signInStaff(site, 'admin', 'eve@people.example')
    expect((await eve.get('/staff/people')).status).toBe(200)
    await ada.post(await pathOf(eve.email), { act: 'role', role: 'viewer' })
    for (let i = 0; i < 8; i++) expect((await eve.get('/staff/people', fresh)).status).toBe(303)
    await mailed(site, eve.email, 3)
    expect(await subjectsTo(site, eve.email)).toContain('Your role was changed')
    const again = browserOf(site, 'viewer', eve.email)
    await withPassword(again)
  })

  test('is changed by admins alone, and never one’s own', async () => {
    const fox = await signInStaff(site, 'editor', 'fox@people.example')
    for (const path of [await pathOf(fox.email), await pathOf(ada.email)])
      expect((await fox.post(path, { act: 'role', role: 'admin' })).status).toBe(403)
    const own = await ada.post(await pathOf(ada.email), { act: 'role', role: 'viewer' })
    expect(own.status).toBe(409)
    expect(await accountOf(fox.email)).toMatchObject({ role: 'editor' })
    expect(await accountOf(ada.email)).toMatchObject({ role: 'admin' })
  })

  test.each([{ act: 'role' }, { act: 'role', role: 'owner' }, { act: 'rule' }, {}])(
    '%j changes nothing',
    async (fields) => {
      const before = await accountOf(ada.email)
      expect((await ada.post(await pathOf(ada.email), fields)).status).toBe(422)
      expect(await accountOf(ada.email)).toEqual(before)
    },
  )
})

describe('An account', () => {
  test('that is suspended opens nothing, and can be restored', async () => {
    const gil = await signInStaff(site, 'editor', 'gil@people.example')
    const path = await pathOf(gil.email)
    expect((await ada.post(path, { act: 'suspend' })).status).toBe(303)
    expect((await gil.get('/staff')).status).toBe(303)
    const fields = { email: gil.email, password: PASSWORD }
    expect((await gil.fillIn('/staff/login', fields)).status).toBe(422)
    await ada.post(path, { act: 'restore' })
    await withPassword(gil)
    expect((await gil.get('/staff')).status).toBe(200)
  })

  test('that ended keeps no password, factor or session, and may be invited anew', async () => {
    const hua = await signInStaff(site, 'editor', 'hua@people.example')
    await setUpTotp(hua)
    await ada.post(await pathOf(hua.email), { act: 'end' })
    expect(await accountOf(hua.email)).toMatchObject({
      state: 'ended',
      password_hash: null,
      totp_secret: null,
    })
    for (const table of ['staff_sessions', 'staff_recovery_codes', 'staff_tokens'])
      expect(
        await query(site, `select 1 from ${table} where staff_id = ?`, [
          Number((await accountOf(hua.email))['id']),
        ]),
      ).toEqual([])
    const again = await ada.post('/staff/people/invitation', { email: hua.email, role: 'viewer' })
    expect(again.status).toBe(303)
    expect(await accountOf(hua.email)).toMatchObject({ state: 'invited', role: 'viewer' })
  })

  test('whose second factor is lost gets a new one', async () => {
    const ian = await signInStaff(site, 'admin', 'ian@people.example')
    await ada.post(await pathOf(ian.email), { act: 'resetFactors' })
    await withPassword(ian)
    expect((await ian.get('/staff')).location).toMatch(/^\/staff\/account\/second-factor/)
    await ada.post(await pathOf(ian.email), { act: 'end' })
  })
})

describe('The last admin stays', () => {
  test('when two remove each other at the same time: one of them does', async () => {
    for (let round = 0; round < 4; round++) {
      const joe = await signInStaff(site, 'admin', `joe${round}@people.example`)
      const before = await entries('staff.end')
      const answers = await Promise.all([
        ada.post(await pathOf(joe.email), { act: 'end' }),
        joe.post(await pathOf(ada.email), { act: 'end' }),
      ])
      expect(answers.filter(({ location }) => location?.endsWith('?done'))).toHaveLength(1)
      const admins = await query(
        site,
        "select email from staff where role = 'admin' and state = 'active'",
      )
      expect(admins).toHaveLength(1)
      expect((await entries('staff.end')) - before).toBe(1)
      if (admins[0]!['email'] === joe.email) ada = joe
    }
  })

  test('when both end themselves at the same time', async () => {
    const kay = await signInStaff(site, 'admin', 'kay@people.example')
    const both = await Promise.all(
      [ada, kay].map(async (one) => one.post(await pathOf(one.email), { act: 'suspend' })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
    if (both[0]!.status === 303) ada = kay
  })

  test('when it wants to go alone', async () => {
    const refused = await ada.post(await pathOf(ada.email), { act: 'end' })
    expect(refused.status).toBe(409)
    expect(refused.body).toContain('the last admin stays')
    expect((await ada.get('/staff/people')).status).toBe(200)
  })
})

describe('A forgotten password', () => {
  const ask = (email: string) => post(site, '/staff/reset', { email })

  test('is chosen anew by the link in the mail; the sessions end, the second factor stays', async () => {
    const lea = await signInStaff(site, 'editor', 'lea@people.example')
    await setUpTotp(lea)
    await ask(lea.email)
    const link = await linkFrom(lea.email, 'reset')
    const next = 'eleven brass lanterns, lit'
    expect((await post(site, link, { password: 'short' })).status).toBe(422)
    expect((await post(site, link, { password: next })).status).toBe(303)
    expect((await lea.get('/staff')).status).toBe(303)
    expect((await get(site, link)).status).toBe(404)
    const again = await withPassword(browserOf(site, 'editor', lea.email), next)
    expect(again.location).toMatch(/^\/staff\/second-factor/)
  })

  test('is answered alike for everybody; only who has an account gets a mail', async () => {
    const email = await createStaff(site, 'viewer', 'max@people.example')
    const [known, unknown] = [await ask(email), await ask('nobody@people.example')]
    expect(known.status).toBe(200)
    expect(known.body).toBe(unknown.body)
    await linkFrom(email, 'reset')
    expect(await mailsTo(site, 'nobody@people.example')).toEqual([])
  })

  test.each(['x', 'A'.repeat(43), '%00', '..%2f..', "' or 1=1"])(
    'link %s opens nothing',
    async (token) => {
      for (const kind of ['reset', 'invitation']) {
        const answer = await get(site, `/staff/${kind}/${token}`)
        expect([400, 404]).toContain(answer.status)
      }
    },
  )
})

describe('An operator', () => {
  const env = () => ({ DATA_DIR: site.dataDir, SITE_URL: site.url })

  test('gets a link for the first admin, who joins by it', async () => {
    const args = ['staff', 'create', '--email', 'ola@people.example', '--role', 'viewer']
    const { code, stdout } = await accede(env(), ...args)
    expect(code).toBe(0)
    const link = /https?:\/\/\S+(\/staff\/invitation\/\S+)/.exec(stdout)![1]!
    expect((await post(site, link, { password: PASSWORD })).status).toBe(303)
    await withPassword(browserOf(site, 'viewer', 'ola@people.example'))
    expect((await accede(env(), ...args)).code).toBe(1)
  })

  test('lets the last admin in again who has lost the second factor, and the password', async () => {
    expect((await accede(env(), 'staff', 'reset-factors', '--email', ada.email)).code).toBe(0)
    const { stdout } = await accede(env(), 'staff', 'reset', '--email', ada.email)
    const link = /https?:\/\/\S+(\/staff\/reset\/\S+)/.exec(stdout)![1]!
    const next = 'eleven brass lanterns, lit'
    expect((await post(site, link, { password: next })).status).toBe(303)
    ada = browserOf(site, 'admin', ada.email)
    await withPassword(ada, next)
    await setUpTotp(ada)
    expect((await ada.get('/staff/people')).status).toBe(200)
  })

  test.each([
    [['staff'], /There is no such command/],
    [['staff', 'destroy'], /There is no such command/],
    [['staff', 'create', '--role', 'admin'], /--email takes/],
    [['staff', 'create', '--email', 'x@people.example', '--role', 'owner'], /--role takes/],
    [['staff', 'reset', '--email', 'nobody'], /--email takes/],
    [['staff', 'create', 'now', '--email', 'x@people.example'], /There is no such command/],
  ])('%j: one clear line, exit code 2', async (args, words) => {
    const { code, stderr } = await accede(env(), ...args)
    expect(code).toBe(2)
    expect(stderr.trim()).toMatch(words)
    expect(stderr).not.toContain('    at ')
  })

  test('finds the audit whole after all this', async () => {
    const { code, stdout } = await accede(env(), 'verify')
    expect(stdout).toMatch(/The audit is whole: \d+ entries/)
    expect(code).toBe(0)
  })
})
