import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { query, whereabouts } from '../../support/database.ts'
import { mailed, subjectsTo } from '../../support/people.ts'
import { startSite, type Site } from '../../support/site.ts'
import {
  browserOf,
  codesOn,
  createStaff,
  setUpTotp,
  signInStaff,
  withPassword,
  type Member,
} from '../../support/staff.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

const isIn = async (member: Member) => (await member.get('/staff')).status === 200
/** A second browser of the same account, after the password. */
async function halfway(member: Member): Promise<Member> {
  const other = browserOf(site, member.role, member.email)
  await withPassword(other)
  return other
}

test('An admin sets one up before anything else', async () => {
  const ada = browserOf(site, 'admin', await createStaff(site, 'admin', 'ada@factor.example'))
  await withPassword(ada)
  for (const path of ['/staff', '/staff/people', '/staff/audit', '/staff/account'])
    expect((await ada.get(path)).location).toMatch(/^\/staff\/account\/second-factor/)
  const { codes } = await setUpTotp(ada)
  expect(codes).toHaveLength(10)
  expect(await isIn(ada)).toBe(true)
  expect((await ada.get('/staff/people')).status).toBe(200)
})

describe('With an authenticator app', () => {
  test('a password alone opens nothing', async () => {
    const bo = await signInStaff(site, 'editor', 'bo@factor.example')
    await setUpTotp(bo)
    const thief = await halfway(bo)
    for (const path of [
      '/staff',
      '/staff/audit',
      '/staff/account',
      '/staff/again',
      '/staff/account/second-factor',
    ])
      expect((await thief.get(path)).location).toMatch(/^\/staff\/second-factor/)
    await thief.post('/staff/account/sessions', { session: 'others' })
    expect(await isIn(bo)).toBe(true)
  })

  test('each code works once, even when it is sent twice at the same time', async () => {
    const cy = await signInStaff(site, 'editor', 'cy@factor.example')
    const { app } = await setUpTotp(cy)
    const [one, two] = [await halfway(cy), await halfway(cy)]
    const code = app.code(1)
    const answers = await Promise.all(
      [one, two].map((member) => member.post('/staff/second-factor', { code })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    expect([await isIn(one), await isIn(two)].filter(Boolean)).toHaveLength(1)
    const later = await halfway(cy)
    for (const used of [code, app.code(0)])
      expect((await later.post('/staff/second-factor', { code: used })).status).toBe(422)
  })

  test('the session is another one after the code', async () => {
    const di = await signInStaff(site, 'editor', 'di@factor.example')
    const { app } = await setUpTotp(di)
    const again = await halfway(di)
    const before = again.cookies()
    await again.post('/staff/second-factor', { code: app.code(1) })
    expect(/\bstaff=[\w-]+/.exec(again.cookies())![0]).not.toBe(/\bstaff=[\w-]+/.exec(before)![0])
    const old = browserOf(site, 'editor', di.email)
    expect((await old.get('/staff', { headers: { Cookie: before } })).status).toBe(303)
  })

  test.each(['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦', '0x1234', '000000'])(
    'a code such as %j is refused',
    async (code) => {
      const name = Buffer.from(code).toString('hex') || 'none'
      const el = await signInStaff(site, 'viewer', `el${name}@factor.example`)
      await setUpTotp(el)
      const answer = await (await halfway(el)).post('/staff/second-factor', { code })
      expect(answer.status).toBe(422)
    },
  )

  test('its key and the codes stand nowhere in the database', async () => {
    const flo = await signInStaff(site, 'viewer', 'flo@factor.example')
    await flo.post('/staff/account/second-factor', { act: 'begin' })
    const { body } = await flo.get('/staff/account/second-factor')
    const key = /<code class="secret">([^<]+)</.exec(body)![1]!.replaceAll(' ', '')
    expect(body).toMatch(/<svg class="qr"[^>]*role="img"[^>]*aria-label="QR code/)
    expect(await whereabouts(site, key)).toEqual([])
    const { codes } = await setUpTotp(flo)
    expect(await whereabouts(site, codes[0]!)).toEqual([])
    expect(await whereabouts(site, codes[0]!.replaceAll('-', ''))).toEqual([])
  })

  test('that was sealed with another SECRET_KEY, no code is right, and nothing breaks', async () => {
    const fin = await signInStaff(site, 'editor', 'fin@factor.example')
    const { app } = await setUpTotp(fin)
    const database = site.database()
    await database.execute({
      sql: "update staff set totp_secret = 'c2VhbGVkIHdpdGggYW5vdGhlciBrZXkgb2YgdGhpcyBzaXRl' where email = ?",
      args: [fin.email],
    })
    database.close()
    const answer = await (await halfway(fin)).post('/staff/second-factor', { code: app.code(1) })
    expect(answer.status).toBe(422)
  })

  test('an admin cannot take away the last factor; an editor can', async () => {
    const gil = await signInStaff(site, 'admin', 'gil@factor.example')
    const refused = await gil.post('/staff/account/second-factor', { act: 'remove' })
    expect(refused.location).toBe('/staff/account?done=needed')
    expect((await gil.get(refused.location!)).body).toContain('Set up another one first')
    const hed = await signInStaff(site, 'editor', 'hed@factor.example')
    await setUpTotp(hed)
    await hed.post('/staff/account/second-factor', { act: 'remove' })
    expect((await withPassword(browserOf(site, 'editor', hed.email))).location).toBe('/staff')
  })
})

describe('With a recovery code', () => {
  test('somebody comes in once, is told by mail, and the code is used up', async () => {
    const ivy = await signInStaff(site, 'admin', 'ivy@factor.example')
    const { body } = await ivy.get('/staff/account')
    expect(body).toContain('10 left')
    const codes = codesOn(await ivy.post('/staff/account/recovery-codes'))
    expect(codes).toHaveLength(10)
    const lost = await halfway(ivy)
    const typed = codes[0]!.toUpperCase().replaceAll('-', ' ')
    expect((await lost.post('/staff/second-factor', { code: typed })).status).toBe(303)
    expect(await isIn(lost)).toBe(true)
    const [one, two] = [await halfway(ivy), await halfway(ivy)]
    expect((await one.post('/staff/second-factor', { code: codes[0]! })).status).toBe(422)
    const both = await Promise.all(
      [one, two].map((m) => m.post('/staff/second-factor', { code: codes[1]! })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
    expect((await lost.get('/staff/account')).body).toContain('8 left')
    await mailed(site, ivy.email, 6)
    expect(await subjectsTo(site, ivy.email)).toEqual(
      expect.arrayContaining(['A recovery code was used', 'New recovery codes were made']),
    )
  })

  test('of somebody else, nobody comes in', async () => {
    const jo = await signInStaff(site, 'viewer', 'jo@factor.example')
    const ken = await signInStaff(site, 'viewer', 'ken@factor.example')
    await setUpTotp(jo)
    const { codes } = await setUpTotp(ken)
    expect(
      (await (await halfway(jo)).post('/staff/second-factor', { code: codes[0]! })).status,
    ).toBe(422)
    const rows = await query(
      site,
      'select count(*) as n from staff_recovery_codes where staff_id = (select id from staff where email = ?)',
      [ken.email],
    )
    expect(rows[0]!['n']).toBe(10)
  })
})
