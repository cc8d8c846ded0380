/** Bodies that no form of ours sends. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ana } from '../support/people.ts'
import { expectPage, leavingNothing } from '../support/refusals.ts'
import { startSite, type Site } from '../support/site.ts'
import { formValues, get, post, type Answer } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

const body = (type: string, content: BodyInit): RequestInit => ({
  body: content,
  headers: { 'Content-Type': type },
})
const refused = (path: string, init: RequestInit): Promise<Answer> =>
  leavingNothing(site, () => post(site, path, {}, init))
const form = async () =>
  new URLSearchParams({
    ...ana,
    texts: 'convention',
    formKey: formValues(await get(site, '/sign'))['formKey'],
  } as Record<string, string>).toString()

describe('a body that is no form', () => {
  test.each([
    ['application/json', JSON.stringify(ana)],
    ['text/plain', 'name=Ana'],
    ['application/xml', '<name>Ana</name>'],
    ['application/x-www-form-urlencodedX', 'name=Ana'],
    ['multipart/mixed; boundary=x', '--x--'],
    ['', 'name=Ana'],
  ])('%s: 415', async (type, content) => {
    for (const path of ['/sign', '/sign/organisation', '/manage'])
      expectPage(await refused(path, body(type, content)), 415)
  })

  test.each([
    ['without a boundary', 'multipart/form-data', '--x\r\n\r\n--x--'],
    [
      'cut off in a header',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-da',
    ],
    [
      'cut off in a value',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nAna',
    ],
    [
      'with another boundary',
      'multipart/form-data; boundary=x',
      '--y\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--y--',
    ],
    ['of noise', 'multipart/form-data; boundary=x', '\0\u0001\u0002'],
    ['of nothing', 'multipart/form-data; boundary=x', ''],
  ])('multipart %s: 400', async (_, type, content) => {
    expectPage(await refused('/sign', body(type, content)), 400)
    expectPage(await refused('/sign/organisation', body(type, content)), 400)
  })

  test('a parameter on the type of a form is none of our business', async () => {
    const type = 'Application/X-WWW-Form-URLEncoded; charset=utf-8'
    const sent = new URLSearchParams(await form())
    sent.set('email', 'charset@example.org')
    expect((await post(site, '/sign', {}, body(type, sent.toString()))).status).toBe(303)
  })
})

describe('a body that is too large: 413', () => {
  const large = `comment=${'x'.repeat(70_000)}`
  const urlencoded = 'application/x-www-form-urlencoded'

  test('with its length said beforehand', async () => {
    for (const path of ['/sign', '/manage'])
      expectPage(await refused(path, body(urlencoded, large)), 413)
  })

  test('in chunks, without a length', async () => {
    const stream = new Blob([large]).stream()
    expectPage(
      await refused('/sign', { ...body(urlencoded, stream), duplex: 'half' } as RequestInit),
      413,
    )
  })

  test('of ten megabytes', async () => {
    expectPage(
      await refused('/sign/organisation', body(urlencoded, `a=${'x'.repeat(10_000_000)}`)),
      413,
    )
  })

  test('and one just small enough is read', async () => {
    const padded = `${await form()}&padding=${'x'.repeat(60_000)}`.replace('ana.pereira', 'padded')
    expect((await post(site, '/sign', {}, body(urlencoded, padded))).status).toBe(303)
  })
})

test('none of it was an error of ours', () => {
  expect(site.output()).not.toMatch(/"level":(50|60)/)
  expect(site.output()).not.toMatch(/@example|%40/)
})
