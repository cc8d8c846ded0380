/** Everything that can be wrong with the form of a person. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ana, fillInSign } from '../support/people.ts'
import { expectComplaints, leavingNothing } from '../support/refusals.ts'
import { startSite, type Site } from '../support/site.ts'
import { formValues, get, post, type Fields } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

const long = 'a'.repeat(10_000)
const key = async () => formValues(await get(site, '/sign'))['formKey'] as string
const refused = (fields: Fields) => leavingNothing(site, () => fillInSign(site, fields))

describe('one thing is wrong: it is named, and everything else is kept', () => {
  test.each<[string, Fields, string]>([
    ['no name', { name: undefined }, 'name'],
    ['an empty name', { name: '' }, 'name'],
    ['a blank name', { name: ' \u00A0\u200B ' }, 'name'],
    ['a name of 10,000 characters', { name: long }, 'name'],
    ['a name with NUL', { name: 'Ana\0Pereira' }, 'name'],
    ['two names', { name: ['Ana', 'Bo'] }, 'name'],
    ['a name that is a formula', { name: '=1+1' }, 'name'],
    ['a name that is a link', { name: 'https://evil.example' }, 'name'],
    ['a name of emoji', { name: '🙂' }, 'name'],
    ['no address', { email: undefined }, 'email'],
    ['a blank address', { email: '  ' }, 'email'],
    ['an address without @', { email: 'ana.example.org' }, 'email'],
    ['an address of 10,000 characters', { email: `${long}@example.org` }, 'email'],
    ['an address with NUL', { email: 'ana\0@example.org' }, 'email'],
    ['an address with a line break', { email: 'ana@example.org\r\nBcc: bo@example.org' }, 'email'],
    ['two addresses', { email: ['ana@example.org', 'bo@example.org'] }, 'email'],
    ['no country', { country: undefined }, 'country'],
    ['an unknown country', { country: 'ZZ' }, 'country'],
    ['a country of three letters', { country: 'PRT' }, 'country'],
    ['a country from Object', { country: '__proto__' }, 'country'],
    ['two countries', { country: ['PT', 'BR'] }, 'country'],
    ['no text', { texts: undefined }, 'texts'],
    ['an empty text', { texts: '' }, 'texts'],
    ['an unknown text', { texts: 'protocol' }, 'texts'],
    ['a known and an unknown text', { texts: ['convention', 'protocol'] }, 'texts'],
    ['a text from Object', { texts: 'constructor' }, 'texts'],
    ['a long affiliation', { affiliation: long }, 'affiliation'],
    ['an affiliation with NUL', { affiliation: 'Guild\0' }, 'affiliation'],
    ['an affiliation that is a link', { affiliation: 'www.evil.example' }, 'affiliation'],
    ['two affiliations', { affiliation: ['a', 'b'] }, 'affiliation'],
    ['a long role', { role: 'b'.repeat(161) }, 'role'],
    ['two roles', { role: ['a', 'b'] }, 'role'],
    ['a long comment', { comment: 'c'.repeat(1001) }, 'comment'],
    ['a comment of 10,000 characters', { comment: long }, 'comment'],
    ['a comment with NUL', { comment: 'a\0b' }, 'comment'],
    ['two comments', { comment: ['a', 'b'] }, 'comment'],
    ['an unknown visibility', { visibility: 'secret' }, 'visibility'],
    ['two visibilities', { visibility: ['public', 'anonymous'] }, 'visibility'],
    ['no consent', { consent: undefined }, 'consent'],
    ['an empty consent', { consent: '' }, 'consent'],
    ['a consent of another kind', { consent: 'true' }, 'consent'],
    ['two consents', { consent: ['on', 'on'] }, 'consent'],
    ['a strange wish for news', { updates: 'yes' }, 'updates'],
    ['no form key', { formKey: undefined }, 'formKey'],
    ['a form key of nonsense', { formKey: 'abc.def.ghi' }, 'formKey'],
    ['two form keys', { formKey: ['a', 'b'] }, 'formKey'],
  ])('%s', async (_, fields, field) => {
    const answer = await refused({ affiliation: 'Guild of Hope', comment: 'Two\nlines', ...fields })
    expectComplaints(answer, [field])
    const kept = { ...ana, affiliation: 'Guild of Hope', comment: 'Two\nlines', ...fields }
    for (const [name, value] of Object.entries(kept))
      if (name !== field && typeof value === 'string')
        expect(formValues(answer)[name], name).toBe(value)
    if (
      ['name', 'email', 'affiliation', 'role', 'comment'].includes(field) &&
      typeof fields[field] === 'string'
    )
      expect(formValues(answer)[field]).toBe(fields[field])
  })

  test('a form key with one character changed', async () => {
    const good = await key()
    const answer = await refused({
      formKey: `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`,
    })
    expectComplaints(answer, ['formKey'])
    // The form that came back is good again.
    expect(
      (await post(site, '/sign', { ...ana, formKey: formValues(answer)['formKey'] })).status,
    ).toBe(303)
  })
})

test('no refusal is an error of ours, and none is logged with what was typed', () => {
  expect(site.output()).not.toMatch(/"level":(50|60)/)
  expect(site.output()).not.toMatch(/@example|Guild of Hope|alert\(/)
})
