/** Exports as staff ask for them, over HTTP: who may, what they get, and how long. */
import { writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { manifestIn, rowsIn, unzip } from '../../support/exports.ts'
import { sign } from '../../support/people.ts'
import { startSite, type Site } from '../../support/site.ts'
import { PASSWORD, signInStaff, withPassword, type Member } from '../../support/staff.ts'
import { until } from '../../support/until.ts'

let site: Site
let eva: Member
let ada: Member
beforeAll(async () => {
  site = await startSite({ WORKERS: '1' })
  await sign(site, { name: 'Ana Pereira', country: 'PT' })
  await sign(site, { name: 'Bo Okoth', country: 'KE', email: 'bo@example.org' })
  eva = await signInStaff(site, 'editor')
  ada = await signInStaff(site, 'admin')
})
afterAll(() => site.remove())

/** Asks for one and waits until it is ready. @returns the path of its page */
async function ready(member: Member, path: string, fields = {}): Promise<string> {
  const answer = await member.post(path, { preset: 'delivery', formats: 'jsonl', ...fields })
  expect(answer.status).toBe(303)
  await until(async () => (await member.get(answer.location!)).body.includes('/file"'), 'the file')
  return answer.location!
}

/** @returns the files, as a browser would save them */
async function saved(member: Member, page: string) {
  const response = await fetch(`${site.url}${page}/file`, { headers: { Cookie: member.cookies() } })
  const path = join(site.dataDir, 'saved.zip')
  const bytes = Buffer.from(await response.arrayBuffer())
  writeFileSync(path, bytes)
  return { headers: response.headers, bytes, files: await unzip(path) }
}

test('an editor exports what the list shows, and gets it once, whole', async () => {
  const list = await eva.get('/staff/endorsements?country=KE')
  expect(list.body).toContain('href="/staff/exports/new?country=KE"')
  const form = await eva.get('/staff/exports/new?preset=delivery&country=KE')
  expect(form.body).toContain('country: KE')
  const page = await ready(eva, '/staff/exports/new', { query: 'country=KE' })
  const { headers, bytes, files } = await saved(eva, page)
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'application/zip',
    'content-length': String(bytes.length),
    'content-disposition': expect.stringMatching(
      /^attachment; filename="accede-delivery-[\d-]+\.zip"$/,
    ) as string,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  expect(rowsIn(files).map(({ name }) => name)).toEqual(['Bo Okoth'])
  expect(manifestIn(files).askedBy).toMatch(/^staff:\d+$/)
})

test('addresses: for an admin, with a reason, and with a proof of a moment ago', async () => {
  expect((await eva.get('/staff/exports/full')).status).toBe(403)
  expect((await eva.post('/staff/exports/full', { formats: 'csv', reason: 'x' })).status).toBe(403)
  const sly = await eva.post('/staff/exports/new', {
    preset: 'full',
    formats: 'jsonl',
    reason: 'x',
  })
  // The page of editors makes of it what it offers.
  expect((await eva.get(sly.location!)).body).toContain('Public')
  const without = await ada.post('/staff/exports/full', { formats: 'jsonl' })
  expect([without.status, without.body]).toEqual([422, expect.stringContaining('Needed.')])
  const page = await ready(ada, '/staff/exports/full', { reason: 'For the board' })
  const { files } = await saved(ada, page)
  expect(rowsIn(files).map(({ email }) => email)).toContain('bo@example.org')
  const database = site.database()
  await database.execute('update staff_sessions set proved_at = proved_at - 3600000')
  database.close()
  expect((await ada.get('/staff/exports/full')).location).toContain('/staff/again')
  expect(
    (await ada.post('/staff/exports/full', { formats: 'csv', reason: 'x' })).location,
  ).toContain('/staff/again')
  await ada.post('/staff/again', { password: PASSWORD })
  expect((await ada.get('/staff/exports/full')).status).toBe(200)
})

describe('The file', () => {
  test('is for the session that asked, and ends with it', async () => {
    const eve = await signInStaff(site, 'editor', 'eve@staff.example')
    const page = await ready(eve, '/staff/exports/new')
    expect((await eva.get(`${page}/file`)).status).toBe(404)
    expect((await eva.get(page)).body).toContain('Only the session that asked for it')
    expect((await eve.post(`${page}/file`)).status).toBe(404)
    await eve.post('/staff/logout')
    expect((await eve.get(`${page}/file`)).location).toContain('/staff/login')
    await withPassword(eve)
    expect((await eve.get(`${page}/file`)).status).toBe(404)
  })

  test('a client that goes away in the middle leaves nothing open', async () => {
    const page = await ready(eva, '/staff/exports/new', { formats: ['csv', 'xlsx', 'pdf'] })
    for (let i = 0; i < 5; i++)
      await new Promise<void>((resolve) => {
        const asking = request(
          `${site.url}${page}/file`,
          { headers: { Cookie: eva.cookies() } },
          (response) => {
            response.once('data', () => asking.destroy())
            response.once('close', resolve).once('error', () => {})
          },
        )
        asking.on('error', () => resolve()).end()
      })
    expect((await saved(eva, page)).files.size).toBe(4)
  })

  test('can be deleted by who asked for it', async () => {
    const page = await ready(eva, '/staff/exports/new')
    await eva.post(page, { do: 'stop' })
    expect((await eva.get(`${page}/file`)).status).toBe(404)
    expect((await eva.get(page)).body).toContain('Deleted')
  })

  test.each(['0', '-1', '999999', 'x', '1e3', '%00'])('there is none at %s', async (id) => {
    expect((await eva.get(`/staff/exports/${id}/file`)).status).toBeOneOf([400, 404])
    expect((await eva.get(`/staff/exports/${id}`)).status).toBeOneOf([400, 404])
  })
})

test('a form that makes no sense comes back with what is wrong, and what was typed', async () => {
  const nothing = await eva.post('/staff/exports/new', { preset: 'delivery', reason: 'Kept <b>' })
  expect(nothing.status).toBe(422)
  expect(nothing.body).toContain('Choose at least one format')
  expect(nothing.body).toContain('Kept &lt;b&gt;')
  const sly = await eva.post('/staff/exports/new', {
    preset: 'public',
    formats: 'csv',
    columns: 'email',
  })
  expect([sly.status, sly.body]).toEqual([
    422,
    expect.stringContaining('Choose columns that this list may have'),
  ])
  const huge = await eva.post('/staff/exports/new', {
    preset: 'public',
    formats: 'csv',
    query: 'x'.repeat(9000),
  })
  expect(huge.status).toBe(303)
})
