/** Bringing a list in, as an admin does it on the pages; and who may not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { query } from '../../support/database.ts'
import { csvOf } from '../../support/imports.ts'
import { startSite, type Site } from '../../support/site.ts'
import { signInStaff, type Member } from '../../support/staff.ts'
import { until } from '../../support/until.ts'
import { formValues, get, markupOf, post, type Answer } from '../../support/visitor.ts'

let site: Site
let admin: Member
beforeAll(async () => {
  site = await startSite()
  admin = await signInStaff(site, 'admin')
})
afterAll(() => site.remove())

const LIST = csvOf([
  ['Name', 'Country', 'Date', 'Sheet'],
  ['Amara Okafor', 'Nigeria', '2019-06-11', '4'],
  ['"><img src=x onerror=alert(1)>', 'Nigeria', '2019-06-11', '"><script>alert(2)</script>'],
  ['Tomás Ó Briain', 'Éire', '2019-06-11', '5'],
  ['Amara  Okafor', 'NG', '2019-06-12', '6'],
])
const fileOf = (content: string | Uint8Array, name = 'list.csv') =>
  new File([content as BlobPart], name)
const upload = (who: Member, file: File, what = 'individual') =>
  who.post('/staff/imports/new', { file, what, encoding: '' })
const pageWith = (path: string, words: string | RegExp): Promise<Answer> =>
  until(async () => {
    const page = await admin.get(path)
    return page.body.match(words) ? page : undefined
  }, `${path} to say ${words}`)

describe('An admin brings a list in', () => {
  test('from the file to the register, seeing each step first', async () => {
    const { status, location } = await upload(admin, fileOf(LIST, 'nigeria.csv'))
    expect(status).toBe(303)
    const path = location!
    const mapping = await pageWith(path, 'What the columns mean')
    expect(mapping.body).toContain('value="proof" selected')
    expect(markupOf(mapping)).not.toMatch(/<img src=x|<script>alert/)

    const asked = await admin.post(path, formValues(mapping, 1))
    expect(asked.status).toBe(422)
    expect(asked.body).toContain('href="#title"')
    const filled = {
      ...formValues(asked, 1),
      title: 'Signed in Abuja <b>2019</b>',
      texts: ['convention'],
    }
    expect((await admin.post(path, filled)).location).toBe(path)
    const checked = await pageWith(path, '2 rows can be brought in|3 rows can be brought in')
    expect(checked.body).toContain('The same name and country as in row 2')
    expect(checked.body).toContain('Not known as a country')
    expect(markupOf(checked)).not.toMatch(/<img src=x|<script>alert|<b>2019/)

    const report = await admin.get(`${path}/problems.csv`)
    expect(report.headers.get('content-disposition')).toContain('attachment')
    expect(report.headers.get('cache-control')).toBe('no-store')
    expect(report.body.split('\r\n').filter((line) => line.includes('Left out'))).toHaveLength(2)

    const started = await admin.fillIn(`${path}/start`, {})
    expect(started.location).toBe(path)
    // A second press is no second import.
    expect((await admin.post(`${path}/start`, { revision: '2' })).location).toBe(path)
    await pageWith(path, 'Done')
    expect(await query(site, 'select name, source from endorsements')).toHaveLength(2)
  })

  test('the register, the work list and the desk say where it comes from', async () => {
    const register = await until(async () => {
      const page = await get(site, '/signatories')
      return page.body.includes('Amara Okafor') ? page : undefined
    }, 'the register to show it')
    expect(register.body).toMatch(/Amara Okafor<\/bdi>\s*<span class="tag">On paper<\/span>/)
    expect((await get(site, '/signatories/NG')).body).toContain('On paper')
    const work = await until(async () => {
      const page = await admin.get('/staff/endorsements')
      return page.body.includes('Amara Okafor') ? page : undefined
    }, 'the work list to take it in')
    expect(work.body).toContain('<span class="tag">On paper</span>')
    const desk = await admin.get('/staff/endorsements/1')
    expect(desk.body).toContain('Signed in Abuja &lt;b&gt;2019&lt;/b&gt;')
  })

  test('and takes all of it back, with a reason', async () => {
    const path = '/staff/imports/1/undo'
    const unsaid = await admin.fillIn(path, { reason: ' ' })
    expect(unsaid.status).toBe(422)
    expect((await admin.fillIn(path, { reason: 'Signed twice' })).location).toBe('/staff/imports/1')
    await pageWith('/staff/imports/1', 'Undone')
    expect(await query(site, "select 1 from endorsements where state <> 'erased'")).toEqual([])
    const tally = await query(site, 'select coalesce(sum(count), 0) as n from tally')
    expect(tally[0]!['n']).toBe(0)
  })

  test('a file that cannot be read is refused with its reason', async () => {
    const { location } = await upload(
      admin,
      fileOf(Buffer.from('d0cf11e0a1b11ae100', 'hex'), 'old.xls'),
    )
    const page = await pageWith(location!, 'Could not be read')
    expect(page.body).toContain('This is an old Excel file')
    const empty = await upload(admin, fileOf('', 'empty.csv'))
    expect(empty.status).toBe(422)
    expect(empty.body).toContain('Choose a file that is not empty')
    const nothing = await admin.post('/staff/imports/new', { file: fileOf('a,b'), what: 'secrets' })
    expect(nothing.status).toBe(422)
  })

  test('a file that is too large is refused before it is held', async () => {
    const huge = await upload(admin, fileOf(new Uint8Array(25 * 1024 * 1024).fill(65)))
    expect(huge.status).toBe(413)
  })
})

describe('Who is no admin', () => {
  test('brings nothing in, however large', async () => {
    const editor = await signInStaff(site, 'editor')
    const before = await query(site, 'select count(*) as n from imports')
    const refused = await upload(editor, fileOf(LIST.repeat(2000)))
    expect(refused.status).toBe(403)
    const stranger = await post(site, '/staff/imports/new', {
      file: fileOf(LIST.repeat(2000)),
      what: 'individual',
    })
    expect(stranger.location).toContain('/staff/login')
    expect((await editor.get('/staff/imports/1/problems.csv')).status).toBe(403)
    expect(await query(site, 'select count(*) as n from imports')).toEqual(before)
  })
})

describe('The Commission’s signatories', () => {
  test('have a page that says so while there are none, and no link leads there', async () => {
    const page = await get(site, '/signatories/commission')
    expect(page.status).toBe(404)
    expect(page.body).toContain('has not been brought in on this site')
    expect((await get(site, '/signatories')).body).not.toContain('/signatories/commission"')
  })

  test('stand on a page of their own once they are brought in', async () => {
    const { location } = await upload(
      admin,
      fileOf(
        csvOf([
          ['Name', 'Affiliation'],
          ['Specimen One', 'Specimen University'],
        ]),
      ),
      'commission',
    )
    const mapping = await pageWith(location!, 'What the columns mean')
    await admin.post(location!, { ...formValues(mapping, 1), title: 'Specimen list' })
    await pageWith(location!, 'One row can be brought in')
    await admin.fillIn(`${location}/start`, {})
    await pageWith(location!, 'Done')
    const page = await until(async () => {
      const answer = await get(site, '/signatories/commission')
      return answer.status === 200 ? answer : undefined
    }, 'the page')
    expect(page.body).toContain('Specimen One')
    expect((await get(site, '/signatories?q=Specimen')).body).not.toContain('Specimen One')
    await until(
      async () => (await get(site, '/signatories')).body.includes('/signatories/commission"'),
      'the link',
    )
  })
})
