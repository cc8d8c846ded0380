/** The job that makes the keys of new and changed names; triggers say which. */
import type { Context } from '../../context.ts'
import { sql } from '../../database/index.ts'
import { nameKey } from './name-key.ts'

const AT_ONCE = 200

export async function makeNameKeys(context: Context): Promise<void> {
  let made: number
  do {
    const rows = await context.database.readFresh(
      sql`select e.id, e.name from organisation_names n join endorsements e on e.id = n.endorsement_id
        where n.key is null limit ${AT_ONCE}`,
    )
    const keys = rows.map(({ id, name }) => ({ id, name, key: nameKey(String(name)) }))
    if (keys.length > 0)
      await context.database.write([
        // Not for a name that has changed since: that one has its turn.
        sql`update organisation_names set key = row.value->>'key' from json_each(${JSON.stringify(keys)}) row
          where endorsement_id = row.value->>'id'
            and exists (select 1 from endorsements where id = row.value->>'id' and name = row.value->>'name')`,
      ])
    made = keys.length
  } while (made === AT_ONCE)
}
