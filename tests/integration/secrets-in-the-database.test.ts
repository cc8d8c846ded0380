/** A copy of the database, or of the log, opens nothing. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rawBytes, whereabouts } from '../support/database.ts'
import { fillInOrganisation, fillInSign, linkTo, linksTo, mailed, sign } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { fillIn, get } from '../support/visitor.ts'

const PENDING = 'pending@example.org'
const SIGNED = 'signed@example.org'
let site: Site
let tokens: string[]
beforeAll(async () => {
  site = await startSite()
  await fillInSign(site, { email: PENDING })
  await fillInOrganisation(site, { email: PENDING })
  await sign(site, { email: SIGNED })
  await linkTo(site, SIGNED, 'manage')
  await fillIn(site, '/manage', { email: PENDING })
  await fillIn(site, '/manage', { email: SIGNED })
  await mailed(site, PENDING, 4)
  await mailed(site, SIGNED, 3)
  const links = [
    ...(await linksTo(site, PENDING, 'confirm')),
    ...(await linksTo(site, SIGNED, 'confirm')),
    ...(await linksTo(site, SIGNED, 'manage')),
  ]
  for (const link of links) await get(site, link)
  tokens = links.map((link) => link.split('/').at(-1)!)
})
afterAll(() => site.remove())

/** Each token as it is mailed, and the bits in it. */
const forms = () =>
  tokens.flatMap((token) => [token, Buffer.from(token, 'base64url').toString('latin1')])

test('no column of any table holds a token that was mailed', async () => {
  expect(tokens).toHaveLength(7)
  expect(await whereabouts(site, ...forms())).toEqual([])
})

test('no byte of the file or its log holds one', () => {
  const bytes = rawBytes(site)
  expect(bytes.includes(SIGNED)).toBe(true)
  expect(forms().filter((form) => bytes.includes(form, 0, 'latin1'))).toEqual([])
})

test('what the database holds in a token’s place is no token', async () => {
  const client = site.database()
  const { rows } = await client.execute('select hash, purpose from tokens')
  client.close()
  expect(rows.length).toBeGreaterThanOrEqual(7)
  for (const row of rows) {
    const address = `/${String(row['purpose'])}/${String(row['hash'])}`
    expect((await get(site, address)).status).toBe(404)
  }
})

test('the key that opens sealed tokens is not in the database', () => {
  const key = readFileSync(join(site.dataDir, 'secret.key'), 'utf8').trim()
  expect(rawBytes(site).includes(key)).toBe(false)
})

test('the log holds neither a token nor an address', () => {
  expect(site.output()).toContain('/confirm/…')
  for (const token of tokens) expect(site.output()).not.toContain(token)
  expect(site.output()).not.toMatch(/@|%40/)
})
