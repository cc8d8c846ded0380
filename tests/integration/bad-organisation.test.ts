/** Everything that can be wrong with the form of an organisation. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { query } from '../support/database.ts'
import { fillInOrganisation, harbour } from '../support/people.ts'
import { expectComplaints, leavingNothing } from '../support/refusals.ts'
import { startSite, type Site } from '../support/site.ts'
import { formValues, markupOf, post, type Fields } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

const long = 'a'.repeat(10_000)
const refused = (fields: Fields) => leavingNothing(site, () => fillInOrganisation(site, fields))

describe('one thing is wrong: it is named, and everything else is kept', () => {
  test.each<[string, Fields, string]>([
    ['no name', { organisationName: undefined }, 'organisationName'],
    ['a blank name', { organisationName: ' \t ' }, 'organisationName'],
    ['a long name', { organisationName: long }, 'organisationName'],
    ['a name with NUL', { organisationName: 'Open\0Harbour' }, 'organisationName'],
    ['two names', { organisationName: ['a', 'b'] }, 'organisationName'],
    ['no type', { organisationType: '' }, 'organisationType'],
    ['an unknown type', { organisationType: 'empire' }, 'organisationType'],
    ['two types', { organisationType: ['ngo', 'city'] }, 'organisationType'],
    ['no website', { website: ' ' }, 'website'],
    ['a website that runs script', { website: 'javascript:alert(1)//harbour.example' }, 'website'],
    ['a website of data', { website: 'data:text/html,<script>alert(1)</script>' }, 'website'],
    ['a website by FTP', { website: 'ftp://harbour.example' }, 'website'],
    ['a website with a password', { website: 'https://a:b@harbour.example' }, 'website'],
    ['a website on this machine', { website: 'http://localhost:4321' }, 'website'],
    ['a website by number', { website: 'http://192.0.2.1/' }, 'website'],
    ['a website that is no address', { website: 'the harbour' }, 'website'],
    ['a website of 10,000 characters', { website: `https://harbour.example/${long}` }, 'website'],
    ['two websites', { website: ['https://a.example', 'https://b.example'] }, 'website'],
    ['no country', { country: '' }, 'country'],
    ['an unknown country', { country: 'XX' }, 'country'],
    ['a long city', { city: long }, 'city'],
    ['no contact', { contactName: '' }, 'contactName'],
    ['a contact that is a link', { contactName: 'https://evil.example' }, 'contactName'],
    ['a long role', { contactRole: long }, 'contactRole'],
    ['no address', { email: '' }, 'email'],
    ['an address that is none', { email: 'rui' }, 'email'],
    ['a long statement', { statement: 'x'.repeat(1001) }, 'statement'],
    ['a statement with NUL', { statement: 'a\0' }, 'statement'],
    ['no authority', { authority: undefined }, 'authority'],
    ['no consent', { consent: undefined }, 'consent'],
    ['no text', { texts: [] }, 'texts'],
    ['an unknown text', { texts: ['protocol'] }, 'texts'],
    ['a logo that is a word', { logo: 'logo.png' }, 'logo'],
    ['a tampered form key', { formKey: 'a.b.c' }, 'formKey'],
  ])('%s', async (_, fields, field) => {
    const answer = await refused({ city: 'Porto', statement: 'We care.', ...fields })
    expectComplaints(answer, [field])
    const kept = { ...harbour, city: 'Porto', statement: 'We care.' }
    for (const [name, value] of Object.entries(kept))
      if (name !== field && typeof value === 'string')
        expect(formValues(answer)[name], name).toBe(value)
    const typed = fields[field]
    const chosen = ['organisationType', 'country', 'formKey', 'logo'].includes(field)
    if (typeof typed === 'string' && !chosen) expect(formValues(answer)[field]).toBe(typed)
  })
})

test('nothing was filled in: each field that is due is named, in the order of the form', async () => {
  const answer = await leavingNothing(site, () => post(site, '/sign/organisation', {}))
  expectComplaints(answer, [
    ...['formKey', 'texts', 'organisationName', 'organisationType', 'website', 'country'],
    ...['contactName', 'email', 'authority', 'consent'],
  ])
})

test('hostile markup in every field is refused, kept, and stays text', async () => {
  const hostile = `"'><img src=x onerror=alert(1)></textarea>`
  const typed = {
    ...{ organisationName: hostile, website: hostile, city: hostile, contactName: hostile },
    ...{ contactRole: hostile, email: hostile, statement: `${hostile}${'x'.repeat(1000)}` },
  }
  const answer = await refused(typed)
  expectComplaints(answer, [
    'organisationName',
    'website',
    'city',
    'contactName',
    'contactRole',
    'email',
    'statement',
  ])
  expect(formValues(answer)).toMatchObject(typed)
  expect(markupOf(answer)).not.toContain('<img src=x')
})

describe('a website is kept as an address that a link can lead to', () => {
  test.each([
    ['harbour.example', 'https://harbour.example/', 'harbour.example'],
    ['www.harbour.example/about us', 'https://www.harbour.example/about%20us', 'harbour.example'],
    ['HTTP://Harbour.Example', 'http://harbour.example/', 'harbour.example'],
    [
      'https://city.porto.example.co.uk:8443/',
      'https://city.porto.example.co.uk:8443/',
      'example.co.uk',
    ],
    ['harbour.example:8080', 'https://harbour.example:8080/', 'harbour.example'],
    ['https://bücher.example', 'https://xn--bcher-kva.example/', 'xn--bcher-kva.example'],
  ])('%s', async (website, kept, domain) => {
    const email = `rui${Math.abs(website.length)}${domain.length}@harbour.example`
    expect((await fillInOrganisation(site, { website, email })).status).toBe(303)
    const [row] = await query(site, 'select fields from submissions where email = ?', [email])
    expect(JSON.parse(String(row!['fields']))).toMatchObject({ website: kept, domain })
  })
})

test('none of it was an error of ours, and none is logged with what was typed', () => {
  expect(site.output()).not.toMatch(/"level":(50|60)/)
  expect(site.output()).not.toMatch(/@|alert\(/)
})
