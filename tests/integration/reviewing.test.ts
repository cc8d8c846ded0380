import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../src/server/database/index.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { desk, organisationForm } from '../support/app-people.ts'

let app: TestApp
let staff: ReturnType<typeof desk>
beforeAll(async () => {
  app = await startApp()
  staff = desk(app)
})
afterAll(() => app.remove())

describe('the campaign checks an organisation', () => {
  const email = 'rui@harbour.example'

  test('and approves it: number, mail and counts come now', async () => {
    const [link] = await staff.confirmed(organisationForm(app, { email }))
    expect(link!.subject).toBe('The endorsement is confirmed and is being checked')
    expect(await staff.total()).toBe(0)
    expect(await staff.decide(email, 'approve')).toBe(true)
    expect(await staff.rowOf(email)).toMatchObject({ state: 'published', number: 1, held_by: null })
    expect(await app.register.counts()).toMatchObject({
      total: 1,
      organisations: 1,
      individuals: 0,
    })
    expect((await staff.newLinks())[0]).toMatchObject({
      to: email,
      subject: 'Your signature is recorded: no. 1',
    })
  })

  test('and a second approval, or a refusal that comes too late, leaves no trace', async () => {
    expect(await staff.decide(email, 'approve')).toBe(false)
    expect(await staff.decide(email, 'decline')).toBe(false)
    expect(await staff.decisions(email)).toEqual(['approve'])
    expect(await staff.newLinks()).toEqual([])
    expect(await staff.total()).toBe(1)
  })

  test('and holds it again, and approves it again: same number, no second mail', async () => {
    expect(await staff.decide(email, 'hold', 'A doubt')).toBe(true)
    expect(await staff.total()).toBe(0)
    expect(await staff.decide(email, 'approve')).toBe(true)
    expect(await staff.rowOf(email)).toMatchObject({ state: 'published', number: 1 })
    expect(await staff.newLinks()).toEqual([])
    expect(await staff.decisions(email)).toEqual(['approve', 'hold', 'approve'])
  })

  test('and twenty approve at once: one decision, one mail', async () => {
    const other = 'port@port.example'
    await staff.confirmed(organisationForm(app, { email: other }))
    const done = await Promise.all(Array.from({ length: 20 }, () => staff.decide(other, 'approve')))
    expect(done.filter(Boolean)).toHaveLength(1)
    expect(await staff.decisions(other)).toEqual(['approve'])
    expect(await staff.newLinks()).toHaveLength(1)
  })

  test('and declines it: it stays out, and endorsing again goes to review again', async () => {
    const declined = 'fake@fake.example'
    await staff.confirmed(
      organisationForm(app, { email: declined, website: 'https://fake.example' }),
    )
    expect(await staff.decide(declined, 'decline')).toBe(true)
    const before = await staff.total()
    await staff.confirmed(
      organisationForm(app, { email: declined, website: 'https://better.example' }),
    )
    expect(await staff.rowOf(declined)).toMatchObject({
      state: 'review',
      number: null,
      held_by: 'signed again',
    })
    expect(await staff.total()).toBe(before)
    const website = sql`select website from organisations o join endorsements e on e.id = o.endorsement_id where e.email = ${declined}`
    expect(await app.context.database.first(website)).toMatchObject({
      website: 'https://better.example/',
    })
  })
})
