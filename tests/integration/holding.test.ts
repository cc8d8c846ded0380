import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { startApp, type TestApp } from '../support/app.ts'
import { desk, personForm } from '../support/app-people.ts'

let app: TestApp
let staff: ReturnType<typeof desk>
beforeAll(async () => {
  app = await startApp()
  staff = desk(app)
})
afterAll(() => app.remove())

describe('the campaign looks at a signature', () => {
  test('and removes it: out of the counts, and signing again does not bring it back', async () => {
    const email = 'spam@example.org'
    await staff.confirmed(personForm(app, { email }))
    const before = await staff.total()
    expect(await staff.decide(email, 'remove', 'Not a person')).toBe(true)
    expect(await staff.total()).toBe(before - 1)
    await staff.confirmed(personForm(app, { email }))
    expect(await staff.rowOf(email)).toMatchObject({ state: 'review', held_by: 'signed again' })
    expect(await staff.total()).toBe(before - 1)
  })

  test('and restores it: same number', async () => {
    const email = 'mistake@example.org'
    await staff.confirmed(personForm(app, { email }))
    const number = (await staff.rowOf(email))!['number']
    await staff.decide(email, 'remove')
    expect(await staff.decide(email, 'restore')).toBe(true)
    expect(await staff.rowOf(email)).toMatchObject({ state: 'published', number })
  })

  test('and holds it: withdrawing and signing again is no way around', async () => {
    const email = 'held@example.org'
    const [link] = await staff.confirmed(personForm(app, { email }))
    await staff.decide(email, 'hold', 'Trending network')
    const before = await staff.total()
    await app.endorsements.withdraw(link!.token)
    await staff.confirmed(personForm(app, { email, name: 'Somebody Else' }))
    expect(await staff.rowOf(email)).toMatchObject({ state: 'review', held_by: 'Trending network' })
    expect(await staff.total()).toBe(before)
  })

  test('and finds a name in two scripts waiting, not shown', async () => {
    const email = 'mixed@example.org'
    const [link] = await staff.confirmed(personForm(app, { email, name: 'Аna Pereira' }))
    expect(link!.subject).toBe('Your signature is confirmed and is being checked')
    expect(await staff.rowOf(email)).toMatchObject({
      state: 'review',
      held_by: 'mixed scripts',
      number: null,
    })
  })

  test('and can do nothing to what its owner has erased', async () => {
    const email = 'gone@example.org'
    const [link] = await staff.confirmed(personForm(app, { email }))
    const id = Number((await staff.rowOf(email))!['id'])
    await app.endorsements.erase(link!.token)
    for (const verb of ['hold', 'approve', 'decline', 'remove', 'restore'] as const)
      expect(await app.endorsements.decide(id, { verb, reason: 'x', by: 'y' })).toBe(false)
    expect(await app.endorsements.decide(999_999, { verb: 'approve', reason: 'x', by: 'y' })).toBe(
      false,
    )
  })
})
