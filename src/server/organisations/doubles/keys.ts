/** The job that makes the keys of new and changed names; triggers say which. */
import type { Context } from '../../context.ts'
import { sql } from '../../database/index.ts'
import { nameKey } from './name-key.ts'

/** Few, because signing waits for the same writer. */
const AT_ONCE = 25

export async function makeNameKeys(context: Context): Promise<void> {
  let made: number
  do {
    const rows = await context.database.readFresh(
      sql`select e.id, e.name from organisation_names n join endorsements e on e.id = n.endorsement_id
        where n.key is null limit ${AT_ONCE}`,
    )
    const updates = rows.map((row) => {
      const [id, name] = [Number(row['id']), String(row['name'])]
      // Not for a name that has changed since: that one has its turn.
      return sql`update organisation_names set key = ${nameKey(name)} where endorsement_id = ${id}
        and exists (select 1 from endorsements where id = ${id} and name = ${name})`
    })
    if (updates.length > 0) await context.database.write(updates)
    made = updates.length
  } while (made === AT_ONCE)
}
