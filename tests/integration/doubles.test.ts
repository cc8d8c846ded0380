/** One organisation that is there twice: found, made one, and made two again. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../../src/server/database/index.ts'
import { findDoubles } from '../../src/server/organisations/doubles/find.ts'
import { makeNameKeys } from '../../src/server/organisations/doubles/keys.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { desk, organisationForm, type Link } from '../support/app-people.ts'

const why = { reason: 'The same', staffId: 1, network: 'loopback' }
let app: TestApp
let staff: ReturnType<typeof desk>
let made = 0
beforeAll(async () => {
  app = await startApp()
  staff = desk(app)
})
afterAll(() => app.remove())

/** An organisation that has confirmed. */
async function organisation(name: string, host: string, fields: Record<string, unknown> = {}) {
  const email = `contact${++made}@${host}`
  const links = await staff.confirmed(
    organisationForm(app, {
      organisationName: name,
      website: `https://${host}`,
      email,
      ...fields,
    } as never),
  )
  const id = Number((await staff.rowOf(email))!['id'])
  return { id, email, links }
}
const doublesOf = async (id: number) => {
  await makeNameKeys(app.context)
  return (await findDoubles(app.context, id)).map(({ id, why }) => ({ id, why }))
}
const stateOf = async (email: string) => (await staff.rowOf(email))!['state']
const manageLink = (links: Link[]) => links.find(({ purpose }) => purpose === 'manage')!.token

describe('doubles are found', () => {
  test('by domain, by name and by likeness, the likeliest first', async () => {
    const one = await organisation('Friends of the River', 'river.example')
    const both = await organisation('The Friends of the River e.V.', 'www.river.example')
    const domain = await organisation('Fishing Club', 'club.river.example')
    const name = await organisation('FRIENDS OF THE RIVER', 'another.example')
    const alike = await organisation('Friend of the Rivers', 'third.example')
    await organisation('Mountain Rescue', 'mountain.example')
    const found = await doublesOf(one.id)
    expect(found).toEqual([
      { id: both.id, why: ['domain', 'name'] },
      { id: name.id, why: ['name'] },
      { id: alike.id, why: ['similar'] },
      { id: domain.id, why: ['domain'] },
    ])
  })

  test('in other letters, and neighbours on a shared host are none', async () => {
    const one = await organisation('Мемориал', 'one.github.io')
    const other = await organisation('Memorial', 'two.github.io')
    expect(await doublesOf(one.id)).toEqual([{ id: other.id, why: ['name'] }])
  })

  test('by the name as it is now', async () => {
    const one = await organisation('Yellow Door', 'yellow.example')
    const other = await organisation('Purple Gate', 'purple.example')
    expect(await doublesOf(one.id)).toEqual([])
    await app.context.database.write([
      sql`update endorsements set name = 'Yellow Door Ltd' where id = ${other.id}`,
    ])
    expect(await doublesOf(one.id)).toEqual([{ id: other.id, why: ['name'] }])
    // Erased names leave the search.
    await app.endorsements.erase(manageLink(other.links))
    expect(await doublesOf(one.id)).toEqual([])
  })

  test('however hostile the name', async () => {
    const one = await organisation('Rock "n" Roll AND OR NOT', 'rock.example')
    expect(await doublesOf(one.id)).toEqual([])
    const short = await organisation('王', 'short.example')
    expect(await doublesOf(short.id)).toEqual([])
  })
})

describe('made one', () => {
  let older: Awaited<ReturnType<typeof organisation>>
  let newer: typeof older
  beforeEach(async () => {
    const host = `pair${made}.example`
    older = await organisation('Pair', host)
    newer = await organisation('Pair Inc', host, { texts: ['declaration'] })
  })
  const textsOf = async (id: number) => {
    const rows = await app.context.database.read(
      sql`select text from endorsement_texts where endorsement_id = ${id} and withdrawn_at is null order by text`,
    )
    return rows.map((row) => row['text'])
  }

  test('the older number stays, texts come over, and the other link leads there', async () => {
    await staff.decide(newer.email, 'approve')
    await staff.decide(older.email, 'approve')
    const total = await staff.total()
    // The newer endorsement has the older number.
    expect(await app.organisations.merge(older.id, newer.id, why)).toBe(newer.id)
    expect(await stateOf(older.email)).toBe('merged')
    expect(await textsOf(newer.id)).toEqual(['convention', 'declaration'])
    expect(await staff.total()).toBe(total - 1)
    const view = await app.endorsements.viewManaged(manageLink(older.links))
    expect(view).toMatchObject({ id: newer.id, state: 'published' })
    const told = (await staff.newLinks()).filter(({ to }) => to === older.email)
    expect(told.map(({ subject }) => subject)).toContain('Pair Inc endorses once now')
  })

  test('whoever endorses again with the other address is led to the one that stays', async () => {
    await app.organisations.merge(older.id, newer.id, why)
    await staff.newLinks()
    const links = await staff.confirmed(organisationForm(app, { email: newer.email }))
    expect(links).toEqual([])
    expect(await stateOf(newer.email)).toBe('merged')
  })

  test('and two again: numbers, states and texts are as they were', async () => {
    await staff.decide(older.email, 'approve')
    await staff.decide(newer.email, 'approve')
    const before = await staff.rowOf(newer.email)
    const total = await staff.total()
    await app.organisations.merge(older.id, newer.id, why)
    const [merge] = (await app.organisations.viewMerges(older.id)).absorbed
    expect(await app.organisations.unmerge(merge!.id, why)).toBe(true)
    expect(await app.organisations.unmerge(merge!.id, why)).toBe(false)
    const after = await staff.rowOf(newer.email)
    expect(after).toMatchObject({ number: before!['number'], state: 'published' })
    expect(await textsOf(older.id)).toEqual(['convention'])
    expect(await textsOf(newer.id)).toEqual(['declaration'])
    expect(await staff.total()).toBe(total)
    expect(await app.endorsements.viewManaged(manageLink(newer.links))).toMatchObject({
      id: newer.id,
    })
  })

  test('twenty at once, in both directions: one merge, one entry of the audit, one mail', async () => {
    await staff.newLinks()
    const done = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        i % 2
          ? app.organisations.merge(older.id, newer.id, why)
          : app.organisations.merge(newer.id, older.id, why),
      ),
    )
    expect(done.filter((kept) => kept !== undefined)).toEqual([older.id])
    const entries = await app.context.database.read(
      sql`select 1 from audit where what = 'organisation.merge' and subject = ${`endorsement:${older.id}`}`,
    )
    expect(entries).toHaveLength(1)
    expect((await staff.newLinks()).filter(({ to }) => to === newer.email)).toHaveLength(1)
  })

  test('erasing the other erases the other alone, and then it cannot be undone', async () => {
    await app.organisations.merge(older.id, newer.id, why)
    const [merge] = (await app.organisations.viewMerges(older.id)).absorbed
    await app.endorsements.erase(manageLink(newer.links))
    expect(await stateOf(older.email)).toBe('review')
    expect(await staff.rowOf(newer.email)).toBeUndefined()
    expect(await app.organisations.unmerge(merge!.id, why)).toBe(false)
  })

  test('one withdraws for both; when the one that stays is erased, the other still finds its own', async () => {
    await app.organisations.merge(older.id, newer.id, why)
    await app.endorsements.withdraw(manageLink(newer.links))
    expect(await stateOf(older.email)).toBe('withdrawn')
    await app.endorsements.erase(manageLink(older.links))
    expect(await app.endorsements.viewManaged(manageLink(newer.links))).toMatchObject({
      id: newer.id,
      state: 'merged',
    })
  })

  test('not with itself, not with nobody, not with one that does not stand', async () => {
    expect(await app.organisations.merge(older.id, older.id, why)).toBeUndefined()
    expect(await app.organisations.merge(older.id, 999_999, why)).toBeUndefined()
    await staff.decide(newer.email, 'decline')
    expect(await app.organisations.merge(older.id, newer.id, why)).toBeUndefined()
  })
})

describe('a second contact', () => {
  test('is told by mail, and only when that is public', async () => {
    const first = await organisation('Quay', 'quay.example')
    const second = await organisation('Quay', 'quay.example')
    expect(second.links.map(({ subject }) => subject)).toEqual([
      'The endorsement is confirmed and is being checked',
    ])
    await staff.decide(first.email, 'approve')
    await staff.newLinks()
    const third = await organisation('Quay', 'quay.example')
    expect(third.links.map(({ subject }) => subject)).toEqual([
      'Quay: confirmed, and already there once',
    ])
  })
})
