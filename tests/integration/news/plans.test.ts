/** Counting and sending news read indexes, whoever it is for; and what was given to whom is forgotten in time. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readsWholeTable } from '../../bench/plans.ts'
import { DAY } from '../../../src/server/context.ts'
import { sql } from '../../../src/server/database/index.ts'
import { countStatement, EVERYBODY, type Audience } from '../../../src/server/news/audience.ts'
import { nextReaders } from '../../../src/server/news/feed.ts'
import { KEPT } from '../../../src/server/retention/kept.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { draft, reader, send, untilSent } from '../../support/news.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.remove())

test('who was given a piece is forgotten a month after its end, and how many it was is not', async () => {
  await reader(app, 'ana@example.org')
  const id = await draft(app)
  await send(app, id)
  await untilSent(app, id)
  const rows = () => app.context.database.readFresh(sql`select recipient from news_deliveries`)
  // No address in it, nor anything that could be compared from piece to piece.
  expect(await rows()).toEqual([{ recipient: expect.stringMatching(/^[\w-]{43}$/) }])
  const { forget } = KEPT.find(({ name }) => name === 'news-deliveries')!
  const { signal } = new AbortController()
  app.clock.now += 30 * DAY
  await forget(app.context, signal)
  expect(await rows()).toHaveLength(1)
  app.clock.now += 1
  await forget(app.context, signal)
  expect(await rows()).toEqual([])
  expect(await app.news.view(id)).toMatchObject({ queued: 1, total: 1 })
})

// Last: a connection that explained something goes on seeing what it saw then.
const AUDIENCES: Audience[] = [
  EVERYBODY,
  { text: 'declaration', kind: 'organisation', countries: ['PT', 'SE'], languages: ['fr'] },
]

test.for(AUDIENCES)('for %j', async (audience) => {
  const piece = { audience, cursor: 5, upTo: 1_000_000 }
  for (const statement of [countStatement(audience), nextReaders(piece, 100)]) {
    const rows = await app.context.database.read({
      ...statement,
      sql: `explain query plan ${statement.sql}`,
    })
    const steps = rows.map((row) => String(row['detail']))
    expect(steps.join('\n')).toContain('news_readers')
    // `s`: those who must not be written to, who are few.
    expect(
      steps.filter((step) => !/^SCAN (s|json_each .*)$/.test(step) && readsWholeTable(step)),
    ).toEqual([])
  }
})
