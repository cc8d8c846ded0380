/** The sample of `npm run demo`: as large, as wide and as mixed as it says, and always the same. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareSample, type Prepared } from '../../scripts/sample/prepare.ts'
import { sampleEndorsements, sizes } from '../../scripts/sample/endorsements.ts'
import { loadConfig } from '../../src/server/config.ts'
import { mixesScripts, parseName } from '../../src/server/endorsements/names.ts'
import { openAsWriter, raw, sql, type Database } from '../../src/server/database/index.ts'
import { list, readFilter } from '../../src/server/register/list.ts'
import { verifyTally } from '../../src/server/register/verify.ts'
import { counts, sign } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { get } from '../support/visitor.ts'

const COUNT = 25_000
const END = Date.parse('2026-11-20T15:40:00Z')
const DAY = 86_400_000
const SCRIPTS =
  'Latin Cyrillic Greek Armenian Georgian Hebrew Arabic Devanagari Bengali Tamil Sinhala Thai Lao Khmer Myanmar Ethiopic Hangul Han Hiragana Katakana Thaana Tibetan'.split(
    ' ',
  )

const temporary = () => mkdtempSync(join(tmpdir(), 'accede-demo-'))
const configOf = (dataDir: string) => loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })

describe('The full sample', () => {
  const dataDir = temporary()
  let made: Prepared
  let database: Database
  const number = async (query: string) =>
    Number(Object.values((await database.first(raw(query)))!)[0])

  beforeAll(async () => {
    made = await prepareSample(configOf(dataDir), { count: COUNT, end: END })
    database = await openAsWriter(configOf(dataDir))
  })
  afterAll(async () => {
    await database.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  test('counts 25,000 from more than 120 countries, and the tally is right', async () => {
    expect(made).toMatchObject({ outcome: 'made', endorsements: COUNT })
    expect(made.countries).toBeGreaterThanOrEqual(120)
    expect(await verifyTally(database)).toEqual([])
  })

  test('holds both kinds, both texts, all visibilities, some in review, a few withdrawn', async () => {
    const of = (where: string) => number(`select count(*) from endorsements where ${where}`)
    expect(await of(`kind = 'organisation' and state = 'published'`)).toBe(300)
    expect(await of(`kind = 'organisation' and state = 'review'`)).toBe(25)
    expect(await of(`state = 'withdrawn'`)).toBe(sizes(COUNT).withdrawn)
    expect(await of(`visibility = 'anonymous'`)).toBeGreaterThan(1000)
    expect(await of('text_mask = 1')).toBeGreaterThan(16_000)
    expect(await of('text_mask = 3')).toBeGreaterThan(5000)
    expect(await of('text_mask = 2')).toBeGreaterThan(1000)
    expect(await of(`state = 'published' and number is null`)).toBe(0)
  })

  test('is found by name, in any script', async () => {
    const listed = await number(
      `select count(*) from endorsements where state = 'published' and visibility = 'public'`,
    )
    expect(await number('select count(*) from register_search')).toBe(listed)
    for (const q of ['pereira', 'Παπαδοπουλος', '李', 'शर्मा', 'иванова', '김', 'ተስፋዬ', 'สุ']) {
      const { entries } = await list({ database }, readFilter(new URLSearchParams({ q })))
      expect(entries.length, q).toBeGreaterThan(0)
    }
  })

  test('is searched by whole letters: a vowel sign belongs to its word', async () => {
    for (const q of ['मीरा', 'শর্মিলা', 'பிரியா', 'ခင်ခင်', 'រតនា']) {
      const { entries } = await list({ database }, readFilter(new URLSearchParams({ q })))
      expect(entries.length, q).toBeGreaterThan(0)
      for (const { name } of entries) expect(name).toContain(q)
    }
  })

  test('is found by a new name once somebody has changed it, and no more by the old one', async () => {
    const foundBy = async (q: string) =>
      (await list({ database }, readFilter(new URLSearchParams({ q })))).entries.map(
        (entry) => entry.number,
      )
    const [number = 0] = await foundBy('pereira')
    const rename = (name: string) =>
      sql`update endorsements set name = ${name}, search_name = ${name} where number = ${number}`
    for (const name of ['quite other', 'quite new'])
      await database.write([rename('in between'), rename(name)])
    expect(await foundBy('quite new')).toEqual([number])
    expect(await foundBy('quite other')).toEqual([])
    expect(await foundBy('pereira')).not.toContain(number)
  })

  test('numbers run in the order of publication, over a year that ends just now', async () => {
    const disordered = `select count(*) from (select published_at - lag(published_at) over (order by number) as step
      from endorsements where number is not null) where step < 0`
    expect(await number(disordered)).toBe(0)
    const newest = await number('select max(published_at) from endorsements')
    expect(END - newest).toBeGreaterThan(60_000)
    expect(END - newest).toBeLessThan(10 * 60_000)
    expect(
      await number("select count(distinct start) from tally_history where country = ''"),
    ).toBeGreaterThan(350)
    expect(await number('select min(published_at) from endorsements')).toBeGreaterThan(
      END - 367 * DAY,
    )
  })
})

describe('The people and organisations', () => {
  const all = [...sampleEndorsements({ count: COUNT, end: END })]

  test('have names that the site itself takes, in many scripts', () => {
    for (const { name, heldBy } of all) {
      expect(parseName(name), name).toEqual({ name })
      expect(mixesScripts(name), name).toBe(heldBy === 'mixed scripts')
    }
    const used = SCRIPTS.filter((script) => {
      const letters = new RegExp(`\\p{sc=${script}}`, 'u')
      return all.some(({ name }) => letters.test(name))
    })
    expect(used).toEqual(SCRIPTS)
  })

  test('can be reached nowhere', () => {
    for (const { email, organisation } of all) {
      expect(email).toMatch(/@example\.(org|net)$/)
      if (organisation) expect(organisation.website).toMatch(/^https:\/\/[a-z0-9-]+\.example\/$/)
    }
    expect(new Set(all.map(({ email }) => email)).size).toBe(all.length)
  })

  test('are the same each time; another end moves only the dates', () => {
    expect([...sampleEndorsements({ count: COUNT, end: END })]).toEqual(all)
    const later = [...sampleEndorsements({ count: COUNT, end: END + 3 * DAY })]
    const names = (list: typeof all) => list.map(({ email, name }) => `${email} ${name}`).sort()
    expect(names(later)).toEqual(names(all))
  })
})

describe('A visitor of the demo', () => {
  let site: Site
  beforeAll(async () => {
    const dataDir = temporary()
    await prepareSample(configOf(dataDir), { count: 600, end: Date.now() })
    site = await startSite({ DATA_DIR: dataDir })
  })
  afterAll(() => site.remove())

  test('reads on every page that the data is a sample', async () => {
    for (const path of ['/', '/signatories', '/signatories/PT', '/map', '/sign', '/convention']) {
      const { status, body } = await get(site, path)
      expect(status, path).toBe(200)
      expect(body, path).toContain('class="banner"')
    }
    expect(await counts(site)).toMatchObject({ total: 600, organisations: 7 })
  })

  test('may sign, and is counted', async () => {
    await sign(site, { email: 'visitor@example.org' })
    expect((await counts(site)).total).toBe(601)
  })
})

test('A sample is kept when it is asked for again', async () => {
  const dataDir = temporary()
  const made = await prepareSample(configOf(dataDir), { count: 50, end: END })
  const again = await prepareSample(configOf(dataDir), { count: 10, end: END + DAY })
  expect(again).toEqual({ ...made, outcome: 'kept' })
  rmSync(dataDir, { recursive: true, force: true })
})

test('A database of real endorsements is never taken for the demo', async () => {
  const site = await startSite()
  await sign(site)
  await site.stop()
  const prepared = prepareSample(configOf(site.dataDir), { count: 10, end: END })
  await expect(prepared).rejects.toThrow('no sample')
  await site.remove()
})
