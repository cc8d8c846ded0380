/**
 * What ends every commit: names that the units before have brought enter the name search together,
 * and the register's version is read. The triggers of the endorsements say who waits.
 */
import { raw } from './sql.ts'
import type { Statement } from './sql.ts'

export const AT_THE_END: readonly Statement[] = [
  raw(
    // "cross": from those who wait to their entries, never through the whole register for who waits.
    `insert into register_search (rowid, name, facets) select e.number, e.name, e.facets
      from search_waiting w cross join search_entries e on e.number = w.number order by w.number`,
  ),
  raw('delete from search_waiting'),
  // Last, because its row is the commit's answer.
  raw(`select value from versions where name = 'register'`),
]
