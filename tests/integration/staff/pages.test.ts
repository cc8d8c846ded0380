/** Every address of staff, asked for with every role and with none. New pages are found by themselves. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES } from '../../../db/words.ts'
import { mayAct } from '../../../src/server/staff/accounts.ts'
import type { StaffRole } from '../../../src/server/staff/index.ts'
import { startSite, type Site } from '../../support/site.ts'
import { signInStaff, type Member } from '../../support/staff.ts'
import { staffPages, type Found } from '../../support/staff-pages.ts'
import { get, post } from '../../support/visitor.ts'

/** What leads in is there for everybody. */
const OPEN = [
  '/staff/invitation/1',
  '/staff/invitation/1/offer',
  '/staff/login',
  '/staff/logout',
  '/staff/passkey-challenge',
  '/staff/reset',
  '/staff/reset/1',
  '/staff/second-factor',
]

const guarded = staffPages.filter(
  (page): page is Found & { role: StaffRole } => page.role !== undefined,
)

let site: Site
const members = new Map<StaffRole, Member>()
beforeAll(async () => {
  site = await startSite()
  for (const role of ROLES) members.set(role, await signInStaff(site, role))
})
afterAll(() => site.remove())

test('each page says which role it needs, but those that lead in', () => {
  expect(guarded.length).toBeGreaterThan(0)
  const undeclared = staffPages.filter(({ role }) => !role).map(({ path }) => path)
  expect(undeclared.filter((path) => !OPEN.includes(path))).toEqual([])
})

describe.each(guarded)('$path is for $role', ({ path, role: needed }) => {
  test('a stranger is led to sign in, and back, and gets to see nothing', async () => {
    for (const answer of [await get(site, path), await post(site, path, { confirm: 'on' })]) {
      expect(answer.status).toBe(303)
      expect(answer.location).toBe(`/staff/login?next=${encodeURIComponent(path)}`)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.body).toBe('')
    }
  })

  test.each(ROLES)('%s', async (role) => {
    const member = members.get(role)!
    for (const answer of [await member.get(path), await member.post(path, {})]) {
      expect(answer.headers.get('cache-control')).toMatch(/no-store/)
      if (mayAct(role, needed)) {
        expect(answer.status).not.toBe(403)
        expect(answer.location ?? '').not.toContain('/staff/login')
      } else {
        expect(answer.status).toBe(403)
        expect(answer.body).toContain('Your role does not include this page')
      }
      if (answer.headers.get('content-type')?.startsWith('text/html') && answer.status < 300)
        expect(answer.body).toContain('<meta name="robots" content="noindex"')
    }
  })
})
