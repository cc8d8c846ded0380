/** No page of the work list reads a table from end to end, whatever is asked for. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readsWholeTable } from '../../bench/plans.ts'
import { WORK_PAGES } from '../../bench/work-list.ts'
import { readWorkFilter } from '../../../src/server/staff/work-list/filter.ts'
import { pageStatements } from '../../../src/server/staff/work-list/list.ts'
import { startApp, type TestApp } from '../../support/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.remove())

const lists = WORK_PAGES.filter(([, path]) => path.startsWith('/staff/endorsements'))

test.for(lists)('%s', async ([, path]) => {
  const filter = readWorkFilter(new URL(path, 'http://site').searchParams, true)
  for (const byName of [true, false]) {
    for (const statement of pageStatements(filter, true, byName)) {
      const rows = await app.context.database.read({
        ...statement,
        sql: `explain query plan ${statement.sql}`,
      })
      const steps = rows.map((row) => String(row['detail']))
      expect(steps.join('\n')).toMatch(
        /work_index VIRTUAL TABLE INDEX \d+:\S|USING (INDEX|INTEGER PRIMARY KEY)|CONSTANT ROW/,
      )
      // `w`: the fifty, or at most five thousand, places that the search table gave.
      expect(steps.filter((step) => step !== 'SCAN w' && readsWholeTable(step))).toEqual([])
    }
  }
})
