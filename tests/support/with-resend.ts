/** Tests of mail through the local stand-in of Resend: a service and an app for each, and what they ask of both. */
import { afterEach, beforeEach, expect } from 'vitest'
import { sql } from '../../src/server/database/index.ts'
import { newId } from '../../src/server/ids.ts'
import { startApp, type TestApp } from './app.ts'
import { startResend, type LocalResend } from './resend.ts'
import { until } from './until.ts'

/** Starts the service before each test; the test begins the app. */
export function withResend() {
  let resend: LocalResend
  let app: TestApp
  beforeEach(async () => {
    resend = await startResend()
  })
  afterEach(async () => {
    await app.remove()
    await resend.close()
  })
  const rows = (where = 'true') =>
    app.context.database.read({ sql: `select * from outbox where ${where} order by id`, args: [] })
  return {
    get app() {
      return app
    },
    get resend() {
      return resend
    },
    begin: async (env: Record<string, string> = {}) =>
      (app = await startApp({ ...resend.env, ...env })),
    rows,
    nothingWaits: () =>
      until(async () => (await rows(`state = 'waiting'`)).length === 0, 'all mail to leave'),
    /** Time passes, and something is committed: the worker looks again. */
    async pass(milliseconds: number) {
      app.clock.now += milliseconds
      await app.context.database.write([sql`select 1`])
    },
    /** Mails of the outbox, all at once. @param priorities one for each */
    queue: (priorities: readonly number[]) =>
      app.context.database.write(priorities.map((priority, i) => mail(app.clock.now, priority, i))),
    recipients: () => resend.taken.map(({ to }) => to[0]),
    expectEachOnce(count: number) {
      expect(resend.taken).toHaveLength(count)
      expect(new Set(resend.taken.map(({ tags }) => tags[0]!.value)).size).toBe(count)
    },
  }
}

function mail(now: number, priority: number, i: number) {
  const email = `p${priority}-${i}@example${i % 7}.org`
  return sql`insert into outbox (id, message, priority, recipient, recipient_key, language, params, next_attempt_at, created_at)
    values (${newId(now)}, 'manageLink', ${priority}, ${email}, ${email}, 'en', '{"kind":"individual"}', ${now}, ${now})`
}
