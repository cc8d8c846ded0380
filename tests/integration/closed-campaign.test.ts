import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accede } from '../support/command.ts'
import { query } from '../support/database.ts'
import {
  ana,
  counts,
  fillInSign,
  harbour,
  linkTo,
  mailed,
  signAndManage,
} from '../support/people.ts'
import { expectPage, leavingNothing } from '../support/refusals.ts'
import { startSite, type Site } from '../support/site.ts'
import { fillIn, formValues, get, post, type Fields } from '../support/visitor.ts'

let site: Site
let manage: string
let pending: string
let forms: Record<'/sign' | '/sign/organisation', Fields>
const close = (when: string) => accede({ DATA_DIR: site.dataDir }, 'settings', 'closes_at', when)

beforeAll(async () => {
  site = await startSite()
  manage = await signAndManage(site, { email: 'signed@example.org', name: 'Signe Signed' })
  await fillInSign(site, { email: 'pending@example.org' })
  pending = await linkTo(site, 'pending@example.org', 'confirm')
  forms = {
    '/sign': { ...formValues(await get(site, '/sign')), ...ana },
    '/sign/organisation': { ...formValues(await get(site, '/sign/organisation')), ...harbour },
  }
  await close('2020-01-01')
})
afterAll(() => site.remove())

describe('the campaign has closed', () => {
  test.each(['/sign', '/sign/organisation'] as const)(
    '%s says so, with 403, opened or sent',
    async (path) => {
      for (const answer of [
        await get(site, path),
        await leavingNothing(site, () => post(site, path, forms[path])),
        await leavingNothing(site, () => post(site, path, {})),
      ]) {
        expectPage(answer, 403)
        expect(answer.body).toContain('The campaign has closed')
        expect(answer.body).not.toContain('name="formKey"')
      }
      expect((await get(site, path, { method: 'HEAD' })).status).toBe(403)
    },
  )

  test('the texts, the register and the map can still be read', async () => {
    for (const path of ['/', '/convention', '/declaration', '/signatories', '/map', '/about'])
      expect((await get(site, path)).status, path).toBe(200)
  })

  test('whoever signed can still change, download, withdraw and erase', async () => {
    expect((await fillIn(site, manage, { name: 'Signe Changed' })).body).toContain(
      'Your changes are saved.',
    )
    expect((await get(site, `${manage}/data.json`)).status).toBe(200)
    expect((await post(site, `${manage}/withdrawal`, {})).body).toContain('It is withdrawn')
    expect((await post(site, `${manage}/erasure`, {})).body).toContain('Your data has been erased')
  })

  test('whoever confirms long after the end is told that it has closed', async () => {
    for (const answer of [await get(site, pending), await post(site, pending, {})]) {
      expectPage(answer, 403)
      expect(answer.body).toContain('The campaign has closed')
    }
    expect((await counts(site)).total).toBe(0)
  })

  test('whoever signed before the end can confirm for 24 hours more, and ask for the link', async () => {
    const hours = 3_600_000
    await close(new Date(Date.now() - 24 * hours).toISOString())
    expect((await post(site, pending, {})).status).toBe(403)
    await close(new Date(Date.now() - 23 * hours).toISOString())
    await fillIn(site, '/manage', { email: 'pending@example.org' })
    await mailed(site, 'pending@example.org', 2)
    expect((await post(site, pending, {})).status).toBe(303)
    await expect.poll(async () => (await counts(site)).total).toBe(1)
  })

  test('and opened again it takes the forms that were open all the while', async () => {
    await close('never')
    expect((await post(site, '/sign', forms['/sign'])).status).toBe(303)
    expect((await post(site, '/sign/organisation', forms['/sign/organisation'])).status).toBe(303)
    expect(await query(site, 'select count(*) as n from submissions')).toEqual([{ n: 2 }])
  })

  test('and is open until the very moment of a date in the future', async () => {
    await close('2999-12-31T23:59:59+02:00')
    expect((await get(site, '/sign')).status).toBe(200)
    await close(new Date(Date.now() - 1).toISOString())
    expect((await get(site, '/sign')).status).toBe(403)
  })
})
