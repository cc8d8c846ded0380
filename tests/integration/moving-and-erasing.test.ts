/** What is kept of moves to another address goes with the signature; over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { atRest, mailAtRest, whereabouts } from '../support/database.ts'
import { change, person } from '../support/moving.ts'
import { fillInSign, linkTo, linksTo, mailed } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { get, post } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

test('who erases everything leaves no address behind, neither the old nor the new', async () => {
  const { old, next, ask, offer } = await person(site)
  await ask()
  await post(site, await offer(), {})
  const manage = await linkTo(site, next, 'manage')
  await post(site, `${manage}/address`, { email: 'coming@after.example' })
  await atRest(site)
  expect(await whereabouts(site, old)).not.toEqual([])
  const data = JSON.parse((await get(site, `${manage}/data.json`)).body)
  expect(data.addressChanges).toMatchObject([
    { email: next, oldEmail: old, state: 'accepted' },
    { email: 'coming@after.example' },
  ])
  await post(site, `${manage}/erasure`, {})
  for (const address of [old, next]) expect(await whereabouts(site, address)).toEqual([])
  // What was sent to the one to come is counted against bombing for 30 days.
  expect(await whereabouts(site, 'coming@')).toEqual(['outbox.recipient', 'outbox.recipient_key'])
})

test('who erases everything leaves no name with the addresses of moves that came to nothing', async () => {
  const { manage, ask } = await person(site, 'Wilma Wandersome')
  await ask('first@nothing.example')
  await mailAtRest(site)
  await post(site, `${manage}/address/withdrawal`, {})
  await ask('second@nothing.example')
  await atRest(site)
  await ask('third@nothing.example')
  await mailAtRest(site)
  // As if it had not left yet.
  await change(
    site,
    "update outbox set state = 'waiting', next_attempt_at = 1e15 where recipient = 'third@nothing.example'",
  )
  await post(site, `${manage}/erasure`, {})
  await atRest(site)
  expect(await whereabouts(site, 'Wandersome')).toEqual([])
  for (const address of ['first@nothing.example', 'second@nothing.example'])
    expect(await whereabouts(site, address)).toEqual(['outbox.recipient', 'outbox.recipient_key'])
  expect(await whereabouts(site, 'third@nothing.example')).toEqual([])
})

describe('an address from before that must not be written to', () => {
  /** Somebody whose address has that reason on the list, and who has moved away from it. */
  async function movedFrom(reason: string) {
    const one = await person(site)
    await one.ask()
    await post(site, await one.offer(), {})
    await change(site, `insert into suppressions values ('${one.old}', '${reason}', '', null, 1)`)
    const manage = await linkTo(site, one.next, 'manage')
    return { old: one.old, erase: () => post(site, `${manage}/erasure`, {}) }
  }

  test.each([
    ['bounced', []],
    ['complained', []],
    // That was asked for by itself.
    ['asked', ['suppressions.address_key']],
  ])('because it %s: after erasing', async (reason, places) => {
    const { old, erase } = await movedFrom(reason)
    await erase()
    await atRest(site)
    expect(await whereabouts(site, old)).toEqual(places)
  })

  test('stays on the list for somebody who signs with it now', async () => {
    const { old, erase } = await movedFrom('bounced')
    await change(site, `delete from suppressions where address_key = '${old}'`)
    await fillInSign(site, { email: old, name: 'Later Owner' })
    await mailed(site, old, 4)
    await post(site, (await linksTo(site, old, 'confirm'))[0]!, {})
    await change(site, `insert into suppressions values ('${old}', 'bounced', '', null, 1)`)
    await erase()
    expect(await whereabouts(site, old)).toContain('suppressions.address_key')
  })
})
