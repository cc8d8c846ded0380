/** A libSQL server refuses values that a file takes for none: what is posted is made sound before. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPrimary, type Primary } from '../../../scripts/cluster/sqld.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { draft, editor, reader, send } from '../../support/news.ts'

const folder = mkdtempSync(join(tmpdir(), 'accede-news-server-'))
let primary: Primary
let app: TestApp
beforeAll(async () => {
  primary = await startPrimary(folder)
  app = await startApp({ DATABASE_URL: primary.url, DATABASE_AUTH_TOKEN: primary.token })
  await reader(app, 'ana@example.org')
})
afterAll(async () => {
  await app.remove()
  await primary.stop()
  rmSync(folder, { recursive: true, force: true })
})

test.each([undefined, '', 'x', '1.5', '1e400', '-1', '0', '99999999999999999999'])(
  'a revision that nobody was shown (%j) schedules nothing',
  async (revision) => {
    const id = await draft(app)
    const posted = { when: 'now', ...(revision !== undefined && { revision }) }
    expect(await app.news.schedule(editor, id, posted)).toBe('changedMeanwhile')
    expect(await app.news.view(id)).toMatchObject({ state: 'draft' })
  },
)

test('the one that was shown does', async () => {
  const id = await draft(app)
  await send(app, id)
  expect(await app.news.view(id)).not.toMatchObject({ state: 'draft' })
})
