/** A contact changes what is shown; staff decide; over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { query } from '../support/database.ts'
import { endorsed } from '../support/organisations.ts'
import { mailsTo } from '../support/people.ts'
import { picture } from '../support/pictures.ts'
import { expectPage } from '../support/refusals.ts'
import { startSite, type Site } from '../support/site.ts'
import { signInStaff, type Member } from '../support/staff.ts'
import { decide, idOf } from '../support/staff-work.ts'
import { until } from '../support/until.ts'
import { complaintsOf, formValues, get, post, type Fields } from '../support/visitor.ts'

let site: Site
let editor: Member
beforeAll(async () => {
  site = await startSite()
  editor = await signInStaff(site, 'editor')
})
afterAll(() => site.remove())

let made = 0
async function organisation() {
  const domain = `quay${++made}.example`
  const email = `rui@${domain}`
  const logo = new File([(await picture(40, 20).png().toBuffer()) as BlobPart], 'logo.png')
  const manage = await endorsed(site, {
    ...{ email, website: `https://${domain}`, logo, statement: 'Old words', city: 'Porto' },
  })
  await decide(site, editor, email, { verb: 'approve' })
  const is = {
    ...{ organisationName: 'Open Harbour', organisationType: 'ngo', country: 'PT', city: 'Porto' },
    ...{ website: `https://${domain}/`, statement: 'Old words', contactName: 'Rui Costa' },
  }
  const id = await idOf(site, email)
  const shown = async () =>
    (
      await query(
        site,
        `select e.name, e.country, e.search_name, o.type, o.website, o.domain, o.statement, o.logo_key, o.contact_name
          from endorsements e join organisations o on o.endorsement_id = e.id where e.id = ?`,
        [id],
      )
    )[0]!
  const propose = (fields: Fields) => post(site, `${manage}/edit`, { ...is, ...fields })
  const desk = `/staff/endorsements/${id}`
  const waiting = async () => formValues(await editor.get(desk), await indexOfEdit(desk))
  const judge = async (verb: string, more: Fields = {}) =>
    editor.post(`${desk}/edit`, { ...(await hiddenOf(desk)), verb, ...more })
  return { id, email, manage, is, shown, propose, desk, waiting, judge }
}

/** What the form for the edit holds. */
async function hiddenOf(desk: string): Promise<Fields> {
  const { body } = await editor.get(desk)
  const [, edit] = /name="edit" value="(\d+)"/.exec(body) ?? []
  const [, proposedAt] = /name="proposedAt" value="(\d+)"/.exec(body) ?? []
  return { edit, proposedAt }
}
const indexOfEdit = async (desk: string) =>
  [...(await editor.get(desk)).body.matchAll(/<form[^>]*method="post"[^>]*>/g)].findIndex(
    ([form]) => form.includes('/edit"'),
  )

describe('what is shown waits for staff', () => {
  test('the old stands until they accept, then the new; the contact is told', async () => {
    const { email, shown, propose, desk, judge, manage } = await organisation()
    const before = await shown()
    const answer = await propose({ organisationName: 'Safe Harbour', statement: 'New words' })
    expect(answer.status).toBe(200)
    expect(answer.body).toContain('The campaign looks at your changes')
    expect(await shown()).toEqual(before)
    expect((await editor.get('/staff')).body).toContain(`${desk}#edit`)
    const page = await editor.get(desk)
    expect(page.body).toMatch(/Open Harbour[\s\S]*Safe Harbour/)
    expect((await judge('accept')).status).toBe(303)
    expect(await shown()).toMatchObject({
      ...{ name: 'Safe Harbour', search_name: 'safe harbour', statement: 'New words' },
      logo_key: before['logo_key'],
    })
    await until(
      async () =>
        (await mailsTo(site, email)).some(
          ({ subject }) => subject === 'Safe Harbour: your changes are shown',
        ),
      'word to the contact',
    )
    expect((await get(site, `${manage}/edit`)).body).not.toContain('Your changes wait')
    await expect
      .poll(async () => (await get(site, '/signatories?q=safe')).body)
      .toContain('Safe Harbour')
  })

  test('refused, it stays as it was, and the contact reads why', async () => {
    const { email, shown, propose, judge } = await organisation()
    const before = await shown()
    await propose({ website: 'https://elsewhere.example' })
    expectPage(await judge('refuse'), 422)
    expect((await judge('refuse', { reason: 'This site is not yours.' })).status).toBe(303)
    expect(await shown()).toEqual(before)
    const told = await until(
      async () =>
        (await mailsTo(site, email)).find(({ subject }) => subject.includes('were not accepted')),
      'word to the contact',
    )
    expect(told.text).toContain('This site is not yours.')
  })

  test('a new logo is seen by staff alone until it is accepted', async () => {
    const { shown, propose, desk, judge } = await organisation()
    const before = (await shown())['logo_key']
    const logo = new File([(await picture(60, 60).png().toBuffer()) as BlobPart], 'logo.png')
    await propose({ logo })
    expect((await get(site, `${desk}/proposed-logo`)).status).toBe(303)
    const seen = await editor.get(`${desk}/proposed-logo`)
    expect(seen.status).toBe(200)
    expect(seen.headers.get('content-type')).toBe('image/webp')
    expect((await shown())['logo_key']).toBe(before)
    await judge('accept')
    expect((await shown())['logo_key']).not.toBe(before)
    expect((await editor.get(`${desk}/proposed-logo`)).status).toBe(404)
    await propose({ withoutLogo: 'on' })
    await judge('accept')
    expect((await shown())['logo_key']).toBeNull()
  })

  test('the contact’s own name changes at once', async () => {
    const { shown, propose } = await organisation()
    expect((await propose({ contactName: 'Rui Costa Lima' })).body).toContain('Saved.')
    expect(await shown()).toMatchObject({ contact_name: 'Rui Costa Lima' })
  })
})

describe('meanwhile', () => {
  test('a second proposal takes the place of the first: staff who saw that are told', async () => {
    const { shown, propose, desk, judge } = await organisation()
    await propose({ organisationName: 'First Thought' })
    const seen = await hiddenOf(desk)
    await propose({ organisationName: 'Second Thought' })
    expectPage(await editor.post(`${desk}/edit`, { ...seen, verb: 'accept' }), 409)
    expect(await shown()).toMatchObject({ name: 'Open Harbour' })
    await judge('accept')
    expect(await shown()).toMatchObject({ name: 'Second Thought' })
  })

  test('it is taken back: nothing is left to decide', async () => {
    const { manage, propose, desk } = await organisation()
    await propose({ organisationName: 'A Whim' })
    const seen = await hiddenOf(desk)
    expect((await post(site, `${manage}/edit/withdrawal`, {})).body).toContain('Taken back.')
    expectPage(await editor.post(`${desk}/edit`, { ...seen, verb: 'accept' }), 409)
  })

  test('two decide at once: one does it, the other is told', async () => {
    const { shown, propose, desk, email } = await organisation()
    await propose({ organisationName: 'Decided Once' })
    const seen = await hiddenOf(desk)
    const answers = await Promise.all([
      editor.post(`${desk}/edit`, { ...seen, verb: 'accept', reason: 'Fine' }),
      editor.post(`${desk}/edit`, { ...seen, verb: 'refuse', reason: 'Not fine' }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    const audited = await query(
      site,
      "select what from audit where what like 'organisation.edit%' and subject = ?",
      [`endorsement:${desk.split('/').at(-1)}`],
    )
    expect(audited).toHaveLength(1)
    expect(['Open Harbour', 'Decided Once']).toContain((await shown())['name'])
    expect(
      (await mailsTo(site, email)).filter(({ subject }) => /your changes/.test(subject)).length,
    ).toBeLessThanOrEqual(1)
  })

  test('the organisation withdraws: there is nothing to accept any more', async () => {
    const { manage, propose, desk } = await organisation()
    await propose({ organisationName: 'Too Late' })
    const seen = await hiddenOf(desk)
    await post(site, `${manage}/withdrawal`, {})
    expectPage(await editor.post(`${desk}/edit`, { ...seen, verb: 'accept' }), 409)
    expectPage(await get(site, `${manage}/edit`), 404)
  })
})

test('what cannot stand is said at once, kept, and nothing waits', async () => {
  const { propose, desk } = await organisation()
  const answer = await propose({
    ...{
      organisationName: '',
      organisationType: 'empire',
      website: 'http://127.0.0.1',
      country: 'XX',
    },
    ...{
      statement: 'x'.repeat(1001),
      logo: new File(['no picture'], 'logo.png'),
      contactName: ' ',
    },
  })
  expectPage(answer, 422)
  expect(complaintsOf(answer)).toEqual([
    ...['organisationName', 'organisationType', 'website', 'country', 'statement', 'contactName'],
    'logo',
  ])
  expect(formValues(answer)['website']).toBe('http://127.0.0.1')
  expect((await hiddenOf(desk))['edit']).toBeUndefined()
})
