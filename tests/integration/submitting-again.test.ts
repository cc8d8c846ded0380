import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { query } from '../support/database.ts'
import { ana, fillInSign, linkTo, linksTo, sign, subjectsTo } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { formValues, get, post, type Fields } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

const submissionsOf = (email: string) =>
  query(site, 'select id from submissions where email = ?', [email])

/** The form as Ana filled it in, with its key: what a second click sends again. */
async function filled(fields: Fields): Promise<Fields> {
  return { ...formValues(await get(site, '/sign')), ...ana, ...fields }
}

describe('Ana sends the same form', () => {
  test('twice in a row: one submission, one mail, two successes', async () => {
    const form = await filled({ email: 'double@example.org' })
    expect((await post(site, '/sign', form)).status).toBe(303)
    expect((await post(site, '/sign', form)).status).toBe(303)
    expect(await submissionsOf('double@example.org')).toHaveLength(1)
    await linkTo(site, 'double@example.org', 'confirm')
    expect(await subjectsTo(site, 'double@example.org')).toHaveLength(1)
  })

  test('twenty times at once: one submission, one mail, twenty successes', async () => {
    const form = await filled({ email: 'impatient@example.org' })
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(site, '/sign', form)))
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(303))
    expect(await submissionsOf('impatient@example.org')).toHaveLength(1)
    await linkTo(site, 'impatient@example.org', 'confirm')
    expect(await subjectsTo(site, 'impatient@example.org')).toHaveLength(1)
  })

  test('with the address corrected: a second submission, and a mail to the right address', async () => {
    const form = await filled({ email: 'mistpyed@example.org' })
    await post(site, '/sign', form)
    expect((await post(site, '/sign', { ...form, email: 'mistyped@example.org' })).status).toBe(303)
    expect(await submissionsOf('mistpyed@example.org')).toHaveLength(1)
    expect(await submissionsOf('mistyped@example.org')).toHaveLength(1)
    await linkTo(site, 'mistyped@example.org', 'confirm')
  })

  test('after she has confirmed: the same answer, and a mail that says she has signed', async () => {
    const form = await filled({ email: 'back@example.org' })
    await post(site, '/sign', form)
    await post(site, await linkTo(site, 'back@example.org', 'confirm'), {})
    expect((await post(site, '/sign', form)).status).toBe(303)
    await expect
      .poll(() => subjectsTo(site, 'back@example.org'))
      .toContain('You have already signed')
    expect(
      await query(site, 'select id from endorsements where email = ?', ['back@example.org']),
    ).toHaveLength(1)
  })

  test('opened anew: a second mail with a second link, and both work', async () => {
    const email = 'anew@example.org'
    await fillInSign(site, { email })
    await fillInSign(site, { email })
    await expect.poll(() => linksTo(site, email, 'confirm')).toHaveLength(2)
    for (const link of await linksTo(site, email, 'confirm')) {
      expect((await get(site, link)).status).toBe(200)
      expect((await post(site, link, {})).status).toBe(303)
    }
  })
})

describe('one person has one signature', () => {
  test.each([
    ['capitals', 'Caps@Example.org', 'caps@example.org'],
    ['dots at Gmail', 'maria.silva@gmail.com', 'm.ariasilva@googlemail.com'],
    ['a tag at Gmail', 'joao@gmail.com', 'joao+treaty@gmail.com'],
    ['composition', 'jos\u00E9@example.org', 'jose\u0301@example.org'],
    ['an international domain', 'ana@bücher.example', 'ana@xn--bcher-kva.example'],
  ])('%s: %s is %s', async (_, first, second) => {
    await sign(site, { email: first.replace('bücher', 'xn--bcher-kva') })
    const before = await query(site, 'select count(*) as n from endorsements')
    expect((await fillInSign(site, { email: second })).status).toBe(303)
    const mailed = first.normalize('NFC').replace('bücher', 'xn--bcher-kva')
    await expect.poll(() => subjectsTo(site, mailed)).toContain('You have already signed')
    expect(await query(site, 'select count(*) as n from endorsements')).toEqual(before)
  })

  test('the mail about a second signature goes to the address that signed, not to the alias', async () => {
    await sign(site, { email: 'vera@gmail.com' })
    await fillInSign(site, { email: 'v.e.r.a+elsewhere@gmail.com' })
    await expect.poll(() => subjectsTo(site, 'vera@gmail.com')).toContain('You have already signed')
    expect(await subjectsTo(site, 'v.e.r.a+elsewhere@gmail.com')).toEqual([])
  })

  test.each([
    ['a dot elsewhere', 'dot@example.org', 'd.ot@example.org'],
    ['a tag elsewhere', 'tag@example.org', 'tag+x@example.org'],
  ])('%s is somebody else', async (_, first, second) => {
    await sign(site, { email: first })
    await sign(site, { email: second })
  })
})
