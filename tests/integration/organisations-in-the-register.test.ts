/** What the public sees of approved organisations: list, types, page and logo. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../src/server/database/index.ts'
import { startApp } from '../support/app.ts'
import { desk, organisationForm, personForm } from '../support/app-people.ts'
import { query } from '../support/database.ts'
import { picture } from '../support/pictures.ts'
import { expectPage } from '../support/refusals.ts'
import { startSite, type Site } from '../support/site.ts'
import { get, markupOf } from '../support/visitor.ts'

const statement = `We stand behind it.\n<script>alert(1)</script> ${'long '.repeat(120)}`
let site: Site
beforeAll(async () => {
  const app = await startApp()
  const staff = desk(app)
  const logo = new File([await picture(400, 200).png().toBuffer()], 'logo.png')
  const endorse = async (name: string, more: Record<string, string | File>, approved = true) => {
    const host = `${name.toLowerCase().replaceAll(' ', '-')}.example`
    const email = String(more['email'] ?? `contact@${host}`)
    const website = `https://${host}`
    await staff.confirmed(
      organisationForm(app, { organisationName: name, email, website, ...more }),
    )
    if (approved) await staff.decide(email, 'approve')
  }
  await endorse('Open Harbour', { logo, statement, city: 'Porto' })
  await endorse('Quiet City', { organisationType: 'city', country: 'BR' })
  await endorse('City of Walls', { organisationType: 'city', email: 'walls@gmail.com' })
  await endorse('Not Yet City', { organisationType: 'city', logo }, false)
  await staff.confirmed(personForm(app))
  await app.context.database.write([
    sql`insert into evidence (endorsement_id, kind, result, seen, seen_at, tried_at)
      select id, 'file', 'yes', '{}', 1000, 1000 from endorsements where name = 'Open Harbour'`,
  ])
  await app.close()
  site = await startSite({ DATA_DIR: app.config.dataDir })
})
afterAll(() => site.remove())

const names = ({ body }: { body: string }) =>
  [...body.matchAll(/class="who"[^>]*>\s*(?:<bdi>)?([^<]+)/g)].map(([, name]) => name!.trim())

describe('the list', () => {
  test('shows type, website, logo, statement and what stands behind it', async () => {
    const answer = await get(site, '/signatories?kind=organisation')
    expect(names(answer)).toEqual(['City of Walls', 'Quiet City', 'Open Harbour'])
    const [, row = ''] = /<tr[^>]*>((?:(?!<tr)[\s\S])*Open Harbour[\s\S]*?)<\/tr>/.exec(
      answer.body,
    )!
    expect(row).toMatch(/href="https:\/\/open-harbour\.example\/" rel="nofollow noopener"/)
    expect(row).toContain('Proved by its website')
    expect(row).toMatch(/\/signatories\/logos\/1-[0-9a-f]{16}\.webp/)
    expect(row).toContain('We stand behind it.')
    expect(row).toContain(' …')
    expect(answer.body).toContain('Checked by the campaign')
    expect(markupOf(answer)).not.toContain('<script>alert')
  })

  test.each([
    ['type=city', ['City of Walls', 'Quiet City']],
    ['type=city&country=BR', ['Quiet City']],
    ['type=ngo', ['Open Harbour']],
    ['type=city&text=declaration', []],
    ['type=city&cursor=3', ['Quiet City']],
    ['type=city&q=walls', ['City of Walls']],
    ['type=ngo&q=walls', []],
    ['type=city&kind=individual', ['City of Walls', 'Quiet City']],
    // What makes no sense is left out.
    ['type=empire', ['Ana Pereira', 'City of Walls', 'Quiet City', 'Open Harbour']],
  ])('%s', async (query, expected) => {
    const answer = await get(site, `/signatories?${query}`)
    expect(answer.status).toBe(200)
    expect(names(answer)).toEqual(expected)
  })
})

describe('the page of an organisation', () => {
  test('says all of it, escaped, and may be found by search engines', async () => {
    const answer = await get(site, '/signatories/organisations/1')
    expectPage(answer, 200)
    expect(answer.body).toContain('Open Harbour')
    expect(answer.body).toContain('Porto, ')
    expect(answer.body).toContain('A file on the website names this endorsement.')
    expect(answer.body).toContain('long long')
    expect(answer.body).toContain('/signatories/organisations/1"')
    expect(markupOf(answer)).not.toContain('<script>alert')
    expect(answer.body).not.toMatch(/contact@|Rui Costa/)
  })

  test.each(['4', '5', '0', '01', '-1', '99999999999', 'x', '1e0', '1/'])(
    '%s is none',
    async (number) => {
      const answer = await get(site, `/signatories/organisations/${number}`)
      expect([404, 308]).toContain(answer.status)
    },
  )
})

describe('the logo', () => {
  const address = async () =>
    /\/signatories\/logos\/[^"]+/.exec((await get(site, '/signatories/organisations/1')).body)![0]

  test('is a picture that can do nothing, kept for long', async () => {
    const response = await fetch(new URL(await address(), site.url))
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(Buffer.from(await response.arrayBuffer()).toString('latin1', 8, 12)).toBe('WEBP')
  })

  test('of one that is not listed, or by a guessed address, is not there', async () => {
    const [{ logo_key: key } = {}] = await query(
      site,
      "select logo_key from organisations o join endorsements e on e.id = o.endorsement_id where e.name = 'Not Yet City'",
    )
    for (const file of [
      `4-${key}.webp`,
      '1-0000000000000000.webp',
      '1-.webp',
      '../../x',
      `1-${key}.png`,
    ])
      expect((await get(site, `/signatories/logos/${file}`)).status).toBe(404)
  })

  test('another logo has another address', async () => {
    const before = await address()
    const database = site.database()
    await database.execute('update organisations set logo = logo where endorsement_id = 1')
    database.close()
    expect((await get(site, before)).status).toBe(404)
  })
})
