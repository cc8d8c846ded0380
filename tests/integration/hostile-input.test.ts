/** The form of a person in hostile or unlucky hands. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ana, fillInSign } from '../support/people.ts'
import { expectComplaints, leavingNothing } from '../support/refusals.ts'
import { startSite, type Site } from '../support/site.ts'
import { formValues, get, markupOf, post, type Fields } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

const key = async () => formValues(await get(site, '/sign'))['formKey'] as string
const refused = (fields: Fields) => leavingNothing(site, () => fillInSign(site, fields))

describe('everything is wrong', () => {
  test('nothing was filled in: each field that is due is named, in the order of the form', async () => {
    const answer = await leavingNothing(site, () => post(site, '/sign', {}))
    expectComplaints(answer, ['formKey', 'texts', 'name', 'email', 'country', 'consent'])
  })

  test('hostile markup in every field is refused, kept, and stays text', async () => {
    const hostile = `"'><img src=x onerror=alert(1)><script>alert(2)</script></textarea>{{7*7}}`
    const typed = {
      name: hostile,
      email: hostile,
      affiliation: hostile,
      role: hostile,
      comment: `${hostile}${'x'.repeat(1000)}`,
    }
    const answer = await refused({
      ...typed,
      country: hostile,
      texts: hostile,
      visibility: hostile,
      consent: hostile,
    })
    expectComplaints(answer, [
      'texts',
      'name',
      'email',
      'country',
      'affiliation',
      'role',
      'comment',
      'visibility',
      'consent',
    ])
    expect(formValues(answer)).toMatchObject(typed)
    expect(markupOf(answer)).not.toMatch(/<img src=x|<script>/)
    expect(markupOf(answer).match(/<\/textarea>/g)).toHaveLength(1)
  })
})

test('what was lost on the way is named: lone surrogates and broken UTF-8', async () => {
  for (const broken of ['%ED%A0%80Ana', 'Ana%FF', '%C3%28', '%80'])
    for (const field of ['name', 'email', 'affiliation', 'role', 'comment']) {
      const fields = { ...ana, formKey: await key(), [field]: undefined }
      const body = Object.entries(fields).flatMap(([name, value]) =>
        value === undefined ? [] : [`${name}=${encodeURIComponent(String(value))}`],
      )
      const value = field === 'email' ? `${broken}%40example.org` : broken
      const answer = await leavingNothing(site, () =>
        post(
          site,
          '/sign',
          {},
          {
            body: [...body, `${field}=${value}`].join('&'),
            headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
          },
        ),
      )
      expectComplaints(answer, [field])
    }
})

test('fields that nobody asked for are left out, whatever their names', async () => {
  const strange: Fields = {
    __proto__: 'x',
    constructor: 'x',
    toString: 'x',
    state: 'published',
    kind: 'organisation',
    number: '1',
  }
  const fields = Object.fromEntries([
    ...Object.entries(strange),
    ['__proto__', ['a', 'b']],
  ]) as Fields
  expect((await fillInSign(site, { email: 'strange@example.org', ...fields })).status).toBe(303)
})

test('no refusal is an error of ours, and none is logged with what was typed', () => {
  expect(site.output()).not.toMatch(/"level":(50|60)/)
  expect(site.output()).not.toMatch(/@example|Guild of Hope|alert\(/)
})
