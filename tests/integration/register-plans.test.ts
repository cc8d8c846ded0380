/** No list of the register reads a table from end to end, whatever is asked for. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AT_THE_END } from '../../src/server/database/at-the-end.ts'
import { LISTS, planOf, readsWholeTable } from '../bench/plans.ts'
import { startApp, type TestApp } from '../support/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.remove())

test.for(LISTS)('/signatories?%s is read from indexes', async (query) => {
  const { steps, scans } = await planOf(app.context.database, query)
  expect(steps.join('\n')).toMatch(/USING INDEX|VIRTUAL TABLE INDEX/)
  expect(scans).toEqual([])
})

test('what ends every commit looks for those who wait, not through the whole register', async () => {
  const [entering] = AT_THE_END
  const rows = await app.context.database.read({
    ...entering!,
    sql: entering!.sql.replace(/^insert into register_search \([^)]*\)/, 'explain query plan'),
  })
  expect(rows.map((row) => row['detail'])).toEqual([
    expect.stringMatching(/^SCAN w\b/),
    expect.stringMatching(/^SEARCH e USING INDEX endorsements_number/),
  ])
})

test('A scan is told from what only sounds like one', () => {
  const harmless = [
    'SCAN (subquery-1)',
    'SCAN CONSTANT ROW',
    'SCAN register_search VIRTUAL TABLE INDEX 192:M2',
    'SCAN endorsements USING COVERING INDEX register_by_text',
    'SEARCH endorsements USING INDEX register_by_text (text_mask=?)',
  ]
  expect(harmless.filter(readsWholeTable)).toEqual([])
  const harmful = ['SCAN endorsements', 'SCAN e', 'SCAN register_search VIRTUAL TABLE INDEX 0:']
  expect(harmful.filter(readsWholeTable)).toEqual(harmful)
})
