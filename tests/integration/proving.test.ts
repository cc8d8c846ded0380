/** An organisation proves itself by its own means, over HTTP, with servers on loopback. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { query } from '../support/database.ts'
import { startInternet, type Internet } from '../support/internet.ts'
import { endorsed } from '../support/organisations.ts'
import { startSite, type Site } from '../support/site.ts'
import { complaintsOf, fillIn, get, post } from '../support/visitor.ts'

const PROGRAM = new URL('../support/site-with-internet.ts', import.meta.url).pathname
let net: Internet
let site: Site
let port: number
let file: string | undefined
let proof: string
let value: string
beforeAll(async () => {
  net = await startInternet()
  port = await net.serve((req, res) => {
    if (req.url === '/.well-known/accede.txt' && file !== undefined) res.end(file)
    else res.writeHead(req.url === '/' ? 200 : 404).end()
  })
  net.zone.set('harbour.example', { A: ['127.0.0.1'], MX: [[1, 'mx.harbour.example']] })
  site = await startSite({ TEST_NAMES: net.names.address }, PROGRAM)
  const manage = await endorsed(site, { website: `http://harbour.example:${port}/` })
  proof = `${manage}/proof`
  value = /accede-proof=[\w-]{32}/.exec((await get(site, proof)).body)![0]
})
afterAll(async () => {
  await site.remove()
  await net.close()
})

const page = async () => (await get(site, proof)).body
const results = async () =>
  Object.fromEntries(
    (await query(site, 'select kind, result from evidence')).map(({ kind, result }) => [
      kind,
      result,
    ]),
  )

test('the page says what to put where, and is for its contact alone', async () => {
  const answer = await get(site, proof)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.body).toContain(`http://harbour.example:${port}/.well-known/accede.txt`)
  expect(answer.body).toContain('_accede.harbour.example')
  expect((await get(site, '/manage/none/proof')).status).toBe(404)
  expect((await post(site, '/manage/none/proof', {})).status).toBe(404)
})

test('another endorsement has another value', async () => {
  const other = await endorsed(site, { email: 'ama@harbour.example' })
  expect((await get(site, `${other}/proof`)).body).not.toContain(value)
})

describe('by a file', () => {
  test.each([
    ['no file', undefined],
    ['an empty one', ''],
    ['another value', 'accede-proof=00000000000000000000000000000000'],
    ['the value within a sentence', 'text accede-proof=x'],
  ])('%s is no proof', async (_, content) => {
    file = content
    expect((await post(site, proof, {})).body).toContain('We are looking.')
    await expect.poll(results, { timeout: 12_000 }).toMatchObject({ file: 'no', dns: 'no' })
    expect(await page()).toContain('not found')
    const database = site.database()
    await database.execute("delete from evidence where kind = 'file'")
    database.close()
  })

  test('the value on a line is proof, and the page says so', async () => {
    file = `\uFEFF# Open Harbour\r\n  ${value}  \r\n`
    await post(site, proof, {})
    await expect.poll(results, { timeout: 12_000 }).toMatchObject({ file: 'yes' })
    expect(await page()).toMatch(/Found on \d/)
  })
})

test('by a record in the domain', async () => {
  net.zone.set('_accede.harbour.example', { TXT: ['v=other', value] })
  await post(site, proof, {})
  await expect.poll(results, { timeout: 12_000 }).toMatchObject({ dns: 'yes' })
})

test('asked more than ten times in a day: 429, and nothing more is looked at', async () => {
  let last = await post(site, proof, {})
  for (let i = 0; i < 10 && last.status === 200; i++) last = await post(site, proof, {})
  expect(last.status).toBe(429)
  expect(Number(last.headers.get('retry-after'))).toBe(86_400)
  expect(last.body).toContain('We have looked ten times today.')
})

describe('a ROR identifier', () => {
  test('of the right form is kept for staff', async () => {
    expect((await fillIn(site, proof, { ror: 'https://ror.org/02mhbdp94' }, 1)).body).toContain(
      'Saved.',
    )
    expect(await results()).toMatchObject({ ror: 'yes' })
    expect(await page()).toContain('value="02mhbdp94"')
  })

  test('with a mistyped letter is not', async () => {
    const answer = await fillIn(site, proof, { ror: '02mhbdp95' }, 1)
    expect(answer.status).toBe(422)
    expect(complaintsOf(answer)).toEqual(['ror'])
    expect(await page()).toContain('value="02mhbdp94"')
  })

  test('left empty is taken back', async () => {
    await fillIn(site, proof, { ror: ' ' }, 1)
    expect(await results()).not.toHaveProperty('ror')
  })
})

test('a person has no such pages, and a GET asks for nothing', async () => {
  const before = await query(
    site,
    'select count(*) as n, sum(revision) as r from evidence_requests',
  )
  for (const path of [proof, `${proof}/ror`]) await get(site, path)
  expect(
    await query(site, 'select count(*) as n, sum(revision) as r from evidence_requests'),
  ).toEqual(before)
})
