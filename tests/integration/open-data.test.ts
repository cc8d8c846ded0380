/** Ioana, who writes for a newspaper, fetches the register as data. */
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { query } from '../support/database.ts'
import { description } from '../support/open-api.ts'
import { everybody, startSiteWithRegister } from '../support/register.ts'
import { sign } from '../support/people.ts'
import type { Site } from '../support/site.ts'
import { until } from '../support/until.ts'
import { get, post, type Answer } from '../support/visitor.ts'

type Signatory = { number: number; name: string; country: string; kind: string; texts: string[] }

let site: Site
beforeAll(async () => {
  site = await startSiteWithRegister()
})
afterAll(() => site.remove())

const json = async (path: string) => JSON.parse((await get(site, path)).body)
const listed = everybody.filter((one) => one.listed)
const unlisted = everybody.filter((one) => !one.listed)

describe('What the site says of its data', () => {
  test('is valid OpenAPI 3.1', async () => {
    const described = await description(site)
    expect(await described.faults()).toEqual([])
    expect((described as unknown as { openapi: string }).openapi).toMatch(/^3\.1/)
  })

  test.each([
    ['Counts', '/api/v1/counts.json'],
    ['Signatories', '/api/v1/signatories.json'],
    ['Signatories', '/api/v1/signatories.json?cursor=100'],
    ['Signatories', '/api/v1/signatories.json?cursor=999999999999999'],
    ['History', '/api/v1/history.json'],
    ['History', '/api/v1/history.json?by=hour'],
    ['History', '/api/v1/history.json?by=hour&country=PT'],
    ['History', '/api/v1/history.json?by=hour&from=2017-04-26'],
    ['History', '/api/v1/history.json?country=AQ'],
    ['Problem', '/api/v1/signatories.json?cursor=-1'],
    ['Problem', '/api/v1/history.json?by=minute'],
  ])('is so: %s at %s', async (name, path) => {
    expect((await description(site)).against(name, await json(path))).toEqual([])
  })

  test('names every address, and every address is there', async () => {
    const { paths } = await description(site)
    for (const path of Object.keys(paths))
      expect((await get(site, path, { method: 'HEAD' })).status, path).toBe(200)
  })
})

describe('The list', () => {
  test('holds everybody who may be named, by number, and nobody else', async () => {
    const { signatories, next } = await json('/api/v1/signatories.json')
    const names = (signatories as Signatory[]).map(({ name }) => name)
    expect(names.toSorted()).toEqual(listed.map(({ name }) => name).toSorted())
    const numbers = (signatories as Signatory[]).map(({ number }) => number)
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    expect(next).toBeNull()
    for (const one of listed)
      expect(signatories.find(({ name }: Signatory) => name === one.name)).toMatchObject({
        country: one.country,
        kind: one.kind,
        texts: one.texts,
      })
  })

  test('says nowhere who asked not to be named, nor any address', async () => {
    for (const path of ['/api/v1/signatories.json', '/api/v1/signatories.csv', '/feed.xml']) {
      const { body } = await get(site, path)
      for (const { name } of unlisted) expect(body).not.toContain(name)
      expect(body).not.toContain('@')
      expect(body).not.toContain('anonymous')
      // Of a person no more than the day is told: an hour, held against the history, would tell more.
      expect(body.replace(/"asOf":"[^"]*"|<(updated|published)>.*/g, '')).not.toMatch(/T\d\d:\d\d/)
    }
  })

  test('goes on from any number, also one that is nobody’s any more', async () => {
    const all = (await json('/api/v1/signatories.json')).signatories as Signatory[]
    for (const cursor of [0, 1, 57, all[60]!.number, all.at(-1)!.number])
      expect((await json(`/api/v1/signatories.json?cursor=${cursor}`)).signatories).toEqual(
        all.filter(({ number }) => number > cursor),
      )
  })

  test('states when it was true, and that no licence was stated', async () => {
    const { asOf, licence } = await json('/api/v1/signatories.json')
    expect(Math.abs(Date.now() - Date.parse(asOf))).toBeLessThan(60_000)
    expect(licence).toEqual({ name: 'not stated by the campaign', url: null })
  })

  test.each(['x', '-1', '1.5', '1e3', '99999999999999999', '1;drop', '٣', '%00'])(
    'refuses the cursor %j in words',
    async (cursor) => {
      const { status, headers, body } = await get(site, `/api/v1/signatories.json?cursor=${cursor}`)
      expect([status, headers.get('content-type')]).toEqual([
        400,
        'application/problem+json; charset=utf-8',
      ])
      expect(JSON.parse(body).detail).toContain('cursor takes')
    },
  )

  test('takes an empty cursor, and parameters that it does not know, for none', async () => {
    const plain = await json('/api/v1/signatories.json')
    for (const odd of ['cursor=', 'name=x', '__proto__=1', `x=${'y'.repeat(2000)}`])
      expect((await json(`/api/v1/signatories.json?${odd}`)).signatories).toEqual(plain.signatories)
  })
})

describe('The CSV', () => {
  const lines = ({ body }: Answer) => body.trimEnd().split('\r\n')

  test('holds the same as the JSON', async () => {
    const { signatories } = await json('/api/v1/signatories.json')
    const [head, ...rows] = lines(await get(site, '/api/v1/signatories.csv'))
    expect(head).toBe(
      'number,kind,name,country,affiliation,role,comment,texts,confirmed_on,published_on,source,organisation_type,website,statement',
    )
    expect(rows.map((row) => Number(row.split(',')[0]))).toEqual(
      (signatories as Signatory[]).map(({ number }) => number),
    )
  })

  test('comes compressed for who takes that, and plain for who does not', async () => {
    const plain = await get(site, '/api/v1/signatories.csv', {
      headers: { 'Accept-Encoding': 'identity' },
    })
    expect(plain.headers.get('content-encoding')).toBeNull()
    const { request } = await import('node:http')
    const zipped = await new Promise<Buffer>((resolve, reject) => {
      const chunks: Buffer[] = []
      request(new URL('/api/v1/signatories.csv', site.url), {
        headers: { 'Accept-Encoding': 'br, gzip' },
      })
        .on('response', (res) => {
          expect(res.headers['content-encoding']).toBe('gzip')
          res
            .on('data', (chunk) => chunks.push(chunk))
            .on('end', () => resolve(Buffer.concat(chunks)))
        })
        .on('error', reject)
        .end()
    })
    expect(gunzipSync(zipped).toString()).toBe(plain.body)
    const refused = await get(site, '/api/v1/signatories.csv', {
      headers: { 'Accept-Encoding': 'gzip;q=0, identity' },
    })
    expect(refused.headers.get('content-encoding')).toBeNull()
  })
})

describe('Whoever has it already', () => {
  test.each([
    '/api/v1/counts.json',
    '/api/v1/signatories.json',
    '/api/v1/signatories.csv',
    '/api/v1/history.json?by=hour',
    '/api/v1/openapi.json',
    '/feed.xml',
    '/signatories/PT/feed.xml',
  ])('is told so, though the time has moved on: %s', async (path) => {
    const { headers, status } = await get(site, path)
    expect(status).toBe(200)
    expect(headers.get('access-control-allow-origin')).toBe('*')
    const etag = headers.get('etag')!
    // "As at" moves on, and pages are made anew after ten seconds; the data is the same.
    const again = await get(site, path, { headers: { 'If-None-Match': etag } })
    expect([again.status, again.body]).toEqual([304, ''])
    const among = await get(site, path, { headers: { 'If-None-Match': `"other", ${etag}` } })
    expect(among.status).toBe(304)
    expect((await get(site, path, { headers: { 'If-None-Match': '"other"' } })).status).toBe(200)
  })

  test('gets it again when somebody has signed since', async () => {
    const paths = ['/api/v1/signatories.json', '/api/v1/signatories.csv', '/api/v1/history.json']
    const tags = await Promise.all(
      paths.map(async (path) => (await get(site, path)).headers.get('etag')!),
    )
    await sign(site, { email: 'since@example.org', name: 'Since Then' })
    for (const [i, path] of paths.entries())
      await until(async () => {
        const answer = await get(site, path, { headers: { 'If-None-Match': tags[i]! } })
        return answer.status === 200
      }, `${path} to be another`)
  })
})

test('An address of data takes no post, and a slash too many leads to it', async () => {
  for (const path of ['signatories.json', 'signatories.csv', 'history.json', 'openapi.json']) {
    expect((await post(site, `/api/v1/${path}`, {})).status).toBe(405)
    const { status, location } = await get(site, `/api/v1/${path}/`)
    expect([status, location]).toEqual([308, `/api/v1/${path}`])
  }
})

test('The history equals the register, whole and by country', async () => {
  const rows = await query(
    site,
    `select country, count(*) as n from endorsements where state = 'published' and text_mask > 0 group by country`,
  )
  const sum = (answer: { periods: { individuals: number; organisations: number }[] }) =>
    answer.periods.reduce((total, one) => total + one.individuals + one.organisations, 0)
  const everybodyNow = rows.reduce((total, { n }) => total + Number(n), 0)
  const fits = async () => sum(await json('/api/v1/history.json')) === everybodyNow
  await until(fits, 'the newest')
  for (const { country, n } of rows)
    for (const by of ['day', 'hour'])
      expect(sum(await json(`/api/v1/history.json?by=${by}&country=${country}`))).toBe(Number(n))
})

describe('What makes no sense is refused in words', () => {
  test.each([
    ['by=week', 'by takes'],
    ['country=pt', 'country takes'],
    ['country=ZZ', 'country takes'],
    ['country=__proto__', 'country takes'],
    ['from=yesterday', 'from takes'],
    ['from=2026-02-30', 'from takes'],
    ['by=hour&from=99999-01-01', 'from takes'],
  ])('history.json?%s', async (params, words) => {
    const { status, body } = await get(site, `/api/v1/history.json?${params}`)
    expect(status).toBe(400)
    expect(JSON.parse(body).detail).toContain(words)
  })
})
