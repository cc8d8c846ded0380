import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { query, whereabouts } from '../../support/database.ts'
import { mailed, subjectsTo } from '../../support/people.ts'
import { expectSameTime } from '../../support/same-time.ts'
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
import { get, post } from '../../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

const isIn = async (member: Member) => (await member.get('/staff')).status === 200
/** Moves the clock of an account's sessions. */
async function set(member: Member, assignment: string): Promise<void> {
  const database = site.database()
  await database.execute({
    sql: `update staff_sessions set ${assignment} where staff_id = (select id from staff where email = ?)`,
    args: [member.email],
  })
  database.close()
}

describe('Somebody signs in', () => {
  test('with a password, gets a cookie that is no key to the database, and is led back', async () => {
    const vera = browserOf(site, 'viewer', await createStaff(site, 'viewer', 'vera@staff.example'))
    const asked = await vera.get('/staff/account?x=1')
    expect(asked.location).toBe('/staff/login?next=%2Fstaff%2Faccount%3Fx%3D1')
    const answer = await vera.fillIn(asked.location!, {
      email: 'VERA@staff.example',
      password: PASSWORD,
    })
    expect(answer).toMatchObject({ status: 303, location: '/staff/account?x=1' })
    const [session] = answer.headers.getSetCookie()
    expect(session).toMatch(/^staff=[\w-]{43}; HttpOnly; Max-Age=43200; Path=\/; SameSite=Lax$/)
    expect(await isIn(vera)).toBe(true)
    expect(await whereabouts(site, /staff=([\w-]{43})/.exec(session!)![1]!)).toEqual([])
    await mailed(site, 'vera@staff.example', 1)
    expect(await subjectsTo(site, 'vera@staff.example')).toEqual(['New sign-in to your account'])
  })

  test('again from the same browser: a new session, the old one over, and no mail', async () => {
    const wim = await signInStaff(site, 'viewer', 'wim@staff.example')
    const before = wim.cookies()
    await withPassword(wim)
    expect(wim.cookies()).not.toBe(before)
    expect((await get(site, '/staff', { headers: { Cookie: before } })).status).toBe(303)
    expect(await isIn(wim)).toBe(true)
    expect(await subjectsTo(site, wim.email)).toHaveLength(1)
  })

  test('where the site has TLS, the cookies are bound to this host and to TLS', async () => {
    const secure = await startSite({ SITE_URL: 'https://mimc.example' })
    const email = await createStaff(secure, 'viewer')
    const fields = { email, password: PASSWORD }
    const answer = await post(secure, '/staff/login', fields, {
      headers: { Origin: 'https://mimc.example' },
    })
    const cookies = answer.headers.getSetCookie()
    expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual([
      '__Host-staff',
      '__Host-staff-known',
    ])
    for (const cookie of cookies)
      expect(cookie).toMatch(
        /; HttpOnly.*; SameSite=Lax.*; Secure|; Secure.*HttpOnly|HttpOnly.*Secure/,
      )
    for (const cookie of cookies) expect(cookie).not.toMatch(/Domain/i)
    await secure.remove()
  })

  test('not from a page of another site', async () => {
    const email = await createStaff(site, 'viewer', 'xena@staff.example')
    const headers = { Origin: 'https://evil.example' }
    expect(
      (await post(site, '/staff/login', { email, password: PASSWORD }, { headers })).status,
    ).toBe(403)
  })
})

describe('Nobody signs in', () => {
  test('with a wrong password, and is not told who has an account', async () => {
    const email = await createStaff(site, 'viewer', 'yara@staff.example')
    const wrong = await post(site, '/staff/login', { email, password: 'not this one at all' })
    const unknown = await post(site, '/staff/login', {
      email: 'zoe@staff.example',
      password: 'not this one at all',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.body).toContain('Address and password do not fit together')
    expect(wrong.body.replaceAll('yara', '***')).toBe(unknown.body.replaceAll('zoe', '***'))
    expect([unknown.status, unknown.headers.getSetCookie()]).toEqual([422, []])
  })

  test.each([
    [{}, 'Enter your e-mail address'],
    [{ email: 'yara@staff.example' }, 'Enter the password'],
    [{ email: ['a@b.example', 'c@d.example'], password: 'x' }, 'Address and password|problem'],
    [{ email: 'yara@staff.example', password: 'x'.repeat(20_000) }, 'do not fit together'],
    [{ email: '\u0000\u202e', password: '\u0000' }, 'do not fit together'],
    [{ email: "' or 1=1 --", password: "' or 1=1 --" }, 'do not fit together'],
    [{ credential: '{}' }, 'The passkey was not accepted'],
    [{ credential: 'null' }, 'The passkey was not accepted'],
    [
      {
        credential:
          '{"id":"x","rawId":"x","type":"public-key","clientExtensionResults":{},"response":{"clientDataJSON":"!","authenticatorData":"","signature":""}}',
      },
      'The passkey was not accepted',
    ],
  ])('with %j', async (fields, words) => {
    const answer = await post(site, '/staff/login', fields)
    expect(answer.status).toBe(422)
    expect(answer.body).toMatch(new RegExp(words))
  })
})

test('A refusal takes as long for an address with an account as for one without', async () => {
  const known = await createStaff(site, 'viewer', 'timed@staff.example')
  const database = site.database()
  const refused = (email: string) => async () => {
    await database.execute('delete from staff_attempts')
    const answer = await post(site, '/staff/login', { email, password: 'not this one' })
    expect(answer.status).toBe(422)
  }
  await expectSameTime(refused(known), refused('nobody@staff.example'))
  database.close()
})

describe('A session ends', () => {
  test('by signing out: the cookie is gone, and an old copy of it opens nothing', async () => {
    const ada = await signInStaff(site, 'viewer', 'ada@staff.example')
    const old = ada.cookies()
    expect((await ada.get('/staff/logout')).status).toBe(200)
    expect(await isIn(ada)).toBe(true)
    expect(await ada.post('/staff/logout')).toMatchObject({ status: 303, location: '/staff/login' })
    expect(ada.cookies()).not.toMatch(/\bstaff=/)
    expect((await get(site, '/staff', { headers: { Cookie: old } })).status).toBe(303)
  })

  test('after 30 minutes without use, and goes on with use', async () => {
    const bob = await signInStaff(site, 'viewer', 'bob@staff.example')
    const left = async () => {
      const [row] = await query(
        site,
        "select expires_at - unixepoch() as n from staff_sessions where staff_id = (select id from staff where email = 'bob@staff.example')",
      )
      return Number(row!['n'])
    }
    expect(await left()).toBeGreaterThan(1790)
    await set(bob, 'expires_at = expires_at - 600, used_at = used_at - 600000')
    expect(await isIn(bob)).toBe(true)
    expect(await left()).toBeGreaterThan(1790)
    await set(bob, 'expires_at = expires_at - 1800')
    expect(await isIn(bob)).toBe(false)
  })

  test('after twelve hours, however much it is used', async () => {
    const cleo = await signInStaff(site, 'viewer', 'cleo@staff.example')
    await set(cleo, 'ends_at = ends_at - 12 * 3600000 + 5000')
    expect(await isIn(cleo)).toBe(true)
    await set(cleo, 'ends_at = ends_at - 5000')
    expect(await isIn(cleo)).toBe(false)
  })

  test('by its owner, from another of their sessions', async () => {
    const dan = await signInStaff(site, 'editor', 'dan@staff.example')
    const other = browserOf(site, 'editor', dan.email)
    await withPassword(other)
    const list = await dan.get('/staff/account')
    expect(list.body).toContain('This one')
    const [, id] = /name="session" value="([\w-]{43})"/.exec(list.body)!
    await dan.post('/staff/account/sessions', { session: id! })
    expect([await isIn(dan), await isIn(other)]).toEqual([true, false])
  })

  test('but nobody ends that of somebody else', async () => {
    const eve = await signInStaff(site, 'editor', 'eve@staff.example')
    const fay = await signInStaff(site, 'editor', 'fay@staff.example')
    const [row] = await query(
      site,
      "select id from staff_sessions where staff_id = (select id from staff where email = 'fay@staff.example')",
    )
    await eve.post('/staff/account/sessions', { session: String(row!['id']) })
    await eve.post('/staff/account/sessions', { session: 'others' })
    expect(await isIn(fay)).toBe(true)
  })

  test('with a new password: all the others, and the old password opens nothing', async () => {
    const gus = await signInStaff(site, 'viewer', 'gus@staff.example')
    const other = browserOf(site, 'viewer', gus.email)
    await withPassword(other)
    const next = 'eleven brass lanterns, lit'
    expect((await gus.post('/staff/account/password', { password: 'too short' })).status).toBe(422)
    expect((await gus.post('/staff/account/password', { password: next })).status).toBe(303)
    expect([await isIn(gus), await isIn(other)]).toEqual([true, false])
    expect(
      (await other.fillIn('/staff/login', { email: gus.email, password: PASSWORD })).status,
    ).toBe(422)
    await withPassword(other, next)
    expect(await subjectsTo(site, gus.email)).toContain('Your password was changed')
  })

  test('with a second factor that is set up: all the others', async () => {
    const hal = await signInStaff(site, 'viewer', 'hal@staff.example')
    const other = browserOf(site, 'viewer', hal.email)
    await withPassword(other)
    await setUpTotp(hal)
    expect([await isIn(hal), await isIn(other)]).toEqual([true, false])
  })
})

describe('Before a dangerous act', () => {
  test('somebody who signed in a while ago proves it again, and is led on', async () => {
    const ida = await signInStaff(site, 'viewer', 'ida@staff.example')
    await set(ida, 'proved_at = proved_at - 600000')
    const path = '/staff/account/password'
    const asked = await ida.get(path)
    expect(asked).toMatchObject({
      status: 303,
      location: `/staff/again?next=${encodeURIComponent(path)}`,
    })
    const posted = await ida.post(path, { password: 'eleven brass lanterns, lit' })
    expect(posted.status).toBe(303)
    expect((await ida.fillIn(asked.location!, { password: 'not this one at all' })).status).toBe(
      422,
    )
    expect(await ida.fillIn(asked.location!, { password: PASSWORD })).toMatchObject({
      status: 303,
      location: path,
    })
    expect((await ida.get(path)).status).toBe(200)
  })
})
