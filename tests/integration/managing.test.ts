import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countsNow, query } from '../support/database.ts'
import { fillInSign, linkTo, signAndManage } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { complaintsOf, fillIn, formValues, get, markupOf, post } from '../support/visitor.ts'

const email = 'ana@example.org'
const before = {
  email,
  name: 'Ana Before',
  affiliation: 'Old Guild',
  role: 'Apprentice',
  comment: 'First line\nsecond line',
  texts: ['convention'],
}
let site: Site
let manage: string
beforeAll(async () => {
  site = await startSite()
  manage = await signAndManage(site, before)
})
afterAll(() => site.remove())

const held = async () =>
  (await query(site, 'select * from endorsements where email = ?', [email]))[0]!
const register = async () => (await get(site, '/signatories')).body

describe('Ana opens her link', () => {
  test('and finds the form filled in with what she gave', async () => {
    const { email: _, ...typed } = before
    expect(formValues(await get(site, manage))).toMatchObject(typed)
  })

  test('and saves it as it is: nothing is lost', async () => {
    const saved = await fillIn(site, manage, { comment: before.comment })
    expect(saved.status).toBe(200)
    expect(saved.body).toContain('Your changes are saved.')
    expect(await held()).toMatchObject({
      name: 'Ana Before',
      affiliation: 'Old Guild',
      comment: before.comment,
    })
  })

  test.each([
    ['name', 'Ana After', 'Ana After'],
    ['affiliation', 'New Guild', 'New Guild'],
    ['role', 'Master of Arts', 'Master of Arts'],
  ])('and changes %s, which the register then shows', async (field, value, shown) => {
    expect((await fillIn(site, manage, { [field]: value })).status).toBe(200)
    expect((await held())[field]).toBe(value)
    await expect.poll(register).toContain(shown)
  })

  test('and is found by her new name, not by the old one', async () => {
    expect((await get(site, '/signatories?q=after')).body).toContain('Ana After')
    expect((await get(site, '/signatories?q=before')).body).not.toContain('Ana After')
  })

  test('and adds a text, then takes the other away', async () => {
    await fillIn(site, manage, { texts: ['convention', 'declaration'] })
    expect(await countsNow(site)).toEqual({ total: 1, byText: { convention: 1, declaration: 1 } })
    await fillIn(site, manage, { texts: ['declaration'] })
    expect(await countsNow(site)).toEqual({ total: 1, byText: { convention: 0, declaration: 1 } })
    expect(formValues(await get(site, manage))['texts']).toEqual(['declaration'])
  })

  test('and hides her name, then shows it again', async () => {
    await fillIn(site, manage, { visibility: 'anonymous' })
    await expect.poll(register).not.toContain('Ana After')
    expect((await get(site, '/signatories?q=after')).body).not.toContain('Ana After')
    expect((await countsNow(site)).total).toBe(1)
    await fillIn(site, manage, { visibility: 'public' })
    await expect.poll(register).toContain('Ana After')
  })

  test('and asks for news, then for none', async () => {
    await fillIn(site, manage, { updates: 'on' })
    expect((await held())['updates_wording']).not.toBeNull()
    await fillIn(site, manage, { updates: undefined })
    expect((await held())['updates_wording']).toBeNull()
  })

  test('and empties what may be empty', async () => {
    await fillIn(site, manage, { affiliation: '', role: '', comment: '' })
    expect(await held()).toMatchObject({ affiliation: null, role: null, comment: null })
  })
})

describe('Ana types something that cannot stand', () => {
  const typed = {
    ...{ name: '"><script>alert(1)</script>', affiliation: 'https://evil.example' },
    ...{ role: '=1+1', comment: 'x'.repeat(1001), visibility: 'anonymous', texts: ['convention'] },
  }
  test('and everything is said at once, kept, and nothing is changed', async () => {
    const was = await held()
    const answer = await fillIn(site, manage, typed)
    expect(answer.status).toBe(422)
    expect(complaintsOf(answer)).toEqual(['name', 'affiliation', 'role', 'comment'])
    for (const id of complaintsOf(answer)) expect(answer.body).toContain(`id="${id}"`)
    expect(formValues(answer)).toMatchObject(typed)
    expect(markupOf(answer)).not.toContain('alert(1)')
    expect(await held()).toEqual(was)
  })

  test.each([
    ['no text', { texts: [] }, 'texts'],
    ['an unknown text', { texts: ['protocol'] }, 'texts'],
    ['no name', { name: '  ' }, 'name'],
    ['two names', { name: ['Ana', 'Bo'] }, 'name'],
    ['an unknown visibility', { visibility: 'secret' }, 'visibility'],
    ['a strange tick', { updates: 'yes' }, 'updates'],
  ])('%s: 422', async (_, fields, complaint) => {
    const was = await held()
    const answer = await fillIn(site, manage, fields)
    expect(answer.status).toBe(422)
    expect(complaintsOf(answer)).toEqual([complaint])
    expect(answer.body).toContain(`id="${complaint}"`)
    expect(await held()).toEqual(was)
  })
})

test('a name in two scripts is saved, and held until the campaign has looked at it', async () => {
  const mine = await signAndManage(site, { email: 'mixed@example.org', name: 'Plain Name' })
  const { total } = await countsNow(site)
  expect((await fillIn(site, mine, { name: 'Рlain Name' })).body).toContain(
    'The campaign is looking at it',
  )
  expect((await countsNow(site)).total).toBe(total - 1)
  await expect.poll(register).not.toContain('lain Name')
})

test('a confirmation link manages nothing, and a personal link confirms nothing', async () => {
  await fillInSign(site, { email: 'pending@example.org' })
  const confirm = (await linkTo(site, 'pending@example.org', 'confirm')).replace(
    'confirm',
    'manage',
  )
  const personal = manage.replace('manage', 'confirm')
  const { total } = await countsNow(site)
  for (const path of [confirm, `${confirm}/withdrawal`, `${confirm}/erasure`, personal]) {
    const answer = await post(site, path, { name: 'Mallory', texts: ['convention'] })
    expect(answer.status, path).toBe(404)
    expect(answer.body).toContain('This link does not work')
  }
  for (const path of [confirm, `${confirm}/data.json`, personal])
    expect((await get(site, path)).status, path).toBe(404)
  expect((await countsNow(site)).total).toBe(total)
})
