/** Reads the plans of the register's lists, from the statements that the pages run. */
import type { Database } from '../../src/server/database/index.ts'
import { listStatement, PAGE_SIZE, readFilter } from '../../src/server/register/list.ts'

export type Plan = { query: string; steps: string[]; scans: string[] }

/** Every kind of list that an address can ask for. */
export const LISTS = [
  '',
  'cursor=500',
  'text=convention',
  'text=declaration&cursor=500',
  'kind=individual',
  'kind=organisation',
  'kind=organisation&text=declaration&cursor=500',
  'country=PT',
  'country=PT&cursor=500',
  'country=PT&text=declaration',
  'country=PT&kind=individual',
  'country=PT&kind=organisation&text=convention&cursor=500',
  'type=ngo',
  'type=ngo&country=PT&text=convention&cursor=500',
  'q=maria',
  'q=maria&type=university',
  'q=maria+silva&country=PT&kind=individual&text=convention&cursor=500',
] as const

/** @param query the part of an address after the question mark */
export async function planOf(database: Pick<Database, 'read'>, query: string): Promise<Plan> {
  const statement = listStatement(readFilter(new URLSearchParams(query)), PAGE_SIZE)!
  const rows = await database.read({ ...statement, sql: `explain query plan ${statement.sql}` })
  const steps = rows.map((row) => String(row['detail']))
  return { query, steps, scans: steps.filter(readsWholeTable) }
}

/** A table read from end to end; subqueries, constants and the search table's index are not. */
export function readsWholeTable(step: string): boolean {
  return (
    /^SCAN (?!CONSTANT ROW|\(subquery|SUBQUERY)/.test(step) &&
    !/ USING (COVERING )?INDEX | VIRTUAL TABLE INDEX \d+:\S/.test(step)
  )
}
