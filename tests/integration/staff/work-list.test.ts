/** The work list: every filter finds exactly those that it means. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillInOrganisation, linkTo, sign } from '../../support/people.ts'
import { startSite, type Site } from '../../support/site.ts'
import { signInStaff, type Member } from '../../support/staff.ts'
import { decide, namesIn, rowOf, workListIsCurrent } from '../../support/staff-work.ts'
import { post } from '../../support/visitor.ts'

let site: Site
let editor: Member
let viewer: Member
const PEOPLE = [
  {
    name: 'Ana Pereira',
    email: 'ana.pereira@example.org',
    country: 'PT',
    comment: 'Fair is fair.',
  },
  {
    name: 'Bruno Lima',
    email: 'bruno@mail.harbour.example',
    country: 'BR',
    texts: ['declaration'],
  },
  {
    name: 'Çelik Öz',
    email: 'celik@harbour.example',
    country: 'TR',
    texts: ['convention', 'declaration'],
  },
  { name: 'Аna Mixed', email: 'mixed@example.org', country: 'PT' },
]

beforeAll(async () => {
  site = await startSite({ TRUST_PROXY: '127.0.0.1' })
  for (const person of PEOPLE) await sign(site, person)
  await fillInOrganisation(site, {})
  await post(site, await linkTo(site, 'rui@harbour.example', 'confirm'), {})
  editor = await signInStaff(site, 'editor')
  viewer = await signInStaff(site, 'viewer')
  await workListIsCurrent(site)
})
afterAll(() => site.remove())

const found = async (query: string, member = editor) =>
  namesIn(await member.get(`/staff/endorsements?${query}`)).sort()

describe('a reviewer looks for', () => {
  test.each([
    ['', ['Ana Pereira', 'Bruno Lima', 'Open Harbour', 'Çelik Öz', 'Аna Mixed']],
    ['state=review', ['Open Harbour', 'Аna Mixed']],
    ['state=published', ['Ana Pereira', 'Bruno Lima', 'Çelik Öz']],
    ['state=blocked', []],
    ['kind=organisation', ['Open Harbour']],
    ['kind=individual&state=review', ['Аna Mixed']],
    ['held=vetting', ['Open Harbour']],
    ['held=scripts', ['Аna Mixed']],
    ['text=declaration', ['Bruno Lima', 'Çelik Öz']],
    ['text=declaration&country=BR', ['Bruno Lima']],
    ['country=pt', ['Ana Pereira', 'Open Harbour', 'Аna Mixed']],
    ['comment=waiting', ['Ana Pereira']],
    ['comment=shown', []],
    ['domain=harbour.example', ['Bruno Lima', 'Open Harbour', 'Çelik Öz']],
    ['domain=mail.harbour.example', ['Bruno Lima']],
    ['q=ana', ['Ana Pereira']],
    ['q=pereira+ana', ['Ana Pereira']],
    ['q=CELIK+oz', ['Çelik Öz']],
    ['q=bruno%40mail', ['Bruno Lima']],
    ['q=ana.per', ['Ana Pereira']],
    ['q=harbour.example', ['Bruno Lima', 'Open Harbour', 'Çelik Öz']],
    ['q=rui%40harbour.example', ['Open Harbour']],
    ['q=%231', ['Ana Pereira']],
    ['q=1', ['Ana Pereira']],
    ['q=999999', []],
    ['from=2000-01-01&to=2001-01-01', []],
    ['from=2020-01-01&to=2099-01-01&country=TR', ['Çelik Öz']],
  ])('?%s', async (query, names) => {
    expect(await found(query)).toEqual(names)
  })

  test.each([
    'q=%22%29+OR+%22',
    'q=*',
    'q=%3A%3A%3A',
    `q=${'x'.repeat(5000)}`,
    'state=nonsense&kind=7&country=ZZ&from=yesterday&sort=up',
    'cursor=-1',
    'cursor=abc~~~',
    'sort=name&cursor=%00~x',
    'network=1.2.3.4%2F99&domain=%40%40',
    'rule=-5',
    'q=NEAR(a%2C+b)',
  ])('nonsense, ?%s, and gets a page', async (query) => {
    expect((await editor.get(`/staff/endorsements?${query}`)).status).toBe(200)
  })

  test('names in their order, and dates in either', async () => {
    const order = async (sort: string) =>
      namesIn(await editor.get(`/staff/endorsements?sort=${sort}`))
    expect(await order('name')).toEqual([
      'Ana Pereira',
      'Bruno Lima',
      'Çelik Öz',
      'Open Harbour',
      'Аna Mixed',
    ])
    expect((await order('oldest')).at(0)).toBe('Ana Pereira')
    expect((await order('newest')).at(0)).toBe('Open Harbour')
  })
})

test('a viewer sees no address, and cannot ask about one', async () => {
  const list = await viewer.get('/staff/endorsements')
  expect(list.body).toContain('Ana Pereira')
  expect(list.body).not.toMatch(/ana\.pereira@|rui@|name="domain"|name="network"/)
  expect(await found('q=ana.pereira%40example.org', viewer)).toEqual([])
  expect(await found('q=harbour', viewer)).toEqual(['Open Harbour'])
  expect((await found('domain=mail.harbour.example', viewer)).length).toBe(5)
  const id = (await rowOf(site, 'ana.pereira@example.org'))['id']
  const desk = await viewer.get(`/staff/endorsements/${id}`)
  expect(desk.body).toContain('Ana Pereira')
  expect(desk.body).not.toMatch(/ana\.pereira@|decision|erasure/)
})

test('what was just decided is not shown as waiting, however far the list has come', async () => {
  await decide(site, editor, 'mixed@example.org', { verb: 'approve' })
  expect(await found('state=review')).toEqual(['Open Harbour'])
  await workListIsCurrent(site)
  expect(await found('state=published&q=mixed')).toEqual(['Аna Mixed'])
})

describe('a saved view', () => {
  test('is there again, for whoever saved it', async () => {
    const saved = await editor.post('/staff/views', {
      name: 'Harbours',
      query: 'domain=harbour.example&cursor=5',
    })
    expect(saved.status).toBe(303)
    expect((await editor.get('/staff/endorsements')).body).toContain(
      'href="/staff/endorsements?domain=harbour.example"',
    )
    expect((await viewer.get('/staff/endorsements')).body).not.toContain('Harbours')
  })

  test('without a name is none, and one can be forgotten', async () => {
    expect((await editor.post('/staff/views', { name: '  ', query: '' })).location).toContain(
      'said=viewName',
    )
    expect((await editor.post('/staff/views', { name: '<b>', query: '' })).location).toContain(
      'said=viewName',
    )
    const { body } = await editor.get('/staff/endorsements')
    const id = /name="forget" value="(\d+)"/.exec(body)![1]!
    await viewer.post('/staff/views', { forget: id })
    expect((await editor.get('/staff/endorsements')).body).toContain('Harbours')
    await editor.post('/staff/views', { forget: id })
    expect((await editor.get('/staff/endorsements')).body).not.toContain('Harbours')
  })
})
