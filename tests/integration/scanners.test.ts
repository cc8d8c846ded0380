import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dump, atRest } from '../support/database.ts'
import {
  fillInOrganisation,
  fillInSign,
  linkTo,
  mailsTo,
  signAndManage,
} from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { get, post } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

/** What a mail scanner does with a link: opens it, and opens it again. */
async function scan(path: string): Promise<number[]> {
  const statuses: number[] = []
  for (let i = 0; i < 5; i++) statuses.push((await get(site, path)).status)
  statuses.push((await get(site, path, { method: 'HEAD' })).status)
  return statuses
}

describe('a scanner opens the links of a mail', () => {
  test('of somebody who has not confirmed, and nothing is confirmed', async () => {
    await fillInSign(site, { email: 'pending@example.org' })
    await fillInOrganisation(site, { email: 'pending@harbour.example' })
    const links = [
      await linkTo(site, 'pending@example.org', 'confirm'),
      await linkTo(site, 'pending@harbour.example', 'confirm'),
    ]
    await atRest(site)
    const before = await dump(site)
    for (const link of links) expect(await scan(link)).toEqual([200, 200, 200, 200, 200, 200])
    expect(await dump(site)).toEqual(before)

    const first = await get(site, links[0]!)
    expect(first.body).toContain('Nothing is recorded until you press the button.')
    expect((await post(site, links[0]!, {})).status).toBe(303)
  })

  test('of somebody who has signed, and nothing is withdrawn, erased or sent', async () => {
    const manage = await signAndManage(site, { email: 'signed@example.org' })
    const confirm = await linkTo(site, 'signed@example.org', 'confirm')
    const mails = (await mailsTo(site, 'signed@example.org')).length
    await atRest(site)
    const before = await dump(site)
    for (const path of [confirm, manage, `${manage}/data.json`])
      expect(await scan(path)).toEqual([200, 200, 200, 200, 200, 200])
    for (const path of [`${manage}/withdrawal`, `${manage}/erasure`])
      expect(await scan(path)).toEqual([303, 303, 303, 303, 303, 303])
    expect(await dump(site)).toEqual(before)
    expect(await mailsTo(site, 'signed@example.org')).toHaveLength(mails)
  })

  test('of any other page, and nothing changes', async () => {
    await atRest(site)
    const before = await dump(site)
    for (const path of [
      '/',
      '/sign',
      '/sign/organisation',
      '/sign/sent',
      '/manage',
      '/signatories',
    ])
      expect(new Set(await scan(path))).toEqual(new Set([200]))
    expect(await dump(site)).toEqual(before)
  })
})

test('a used link shows that it is confirmed, however often it is opened', async () => {
  await fillInSign(site, { email: 'used@example.org', name: 'Una Used' })
  const link = await linkTo(site, 'used@example.org', 'confirm')
  await post(site, link, {})
  await atRest(site)
  const before = await dump(site)
  expect(await scan(link)).toEqual([200, 200, 200, 200, 200, 200])
  expect((await get(site, link)).body).toContain('Thank you, Una Used')
  expect((await post(site, link, {})).status).toBe(303)
  expect((await post(site, link, { name: 'Somebody Else' })).status).toBe(303)
  const after = await dump(site)
  expect(after['endorsements']).toEqual(before['endorsements'])
  expect(after['tally']).toEqual(before['tally'])
})

test('pages that hold a token are stored nowhere and followed from nowhere', async () => {
  await fillInSign(site, { email: 'headers@example.org' })
  const confirm = await linkTo(site, 'headers@example.org', 'confirm')
  await post(site, confirm, {})
  const manage = await linkTo(site, 'headers@example.org', 'manage')
  for (const path of [confirm, manage, `${manage}/data.json`]) {
    const { headers } = await get(site, path)
    expect(headers.get('cache-control'), path).toContain('no-store')
    expect(headers.get('referrer-policy'), path).toBe('no-referrer')
  }
})
