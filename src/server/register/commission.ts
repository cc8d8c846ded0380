/** Who signed for the International Mobility Commission: as the operator's list has them, in its order. */
import type { Context } from '../context.ts'
import { raw, sql } from '../database/index.ts'

/** The Commission had some forty members; a list that is longer by far is none of it. */
const MOST = 5000

export type CommissionSignatory = {
  name: string
  country: string | null
  affiliation: string | null
  role: string | null
  /** milliseconds since 1970 */
  signedAt: number | null
}

export async function commission({
  database,
}: Pick<Context, 'database'>): Promise<CommissionSignatory[]> {
  const rows = await database.read(
    sql`select * from commission_signatories order by import_id, row limit ${MOST}`,
  )
  return rows.map((row) => {
    const orNull = (column: string) => (row[column] === null ? null : String(row[column]))
    return {
      name: String(row['name']),
      country: orNull('country'),
      affiliation: orNull('affiliation'),
      role: orNull('role'),
      signedAt: row['signed_at'] === null ? null : Number(row['signed_at']),
    }
  })
}

export async function hasCommission({ database }: Pick<Context, 'database'>): Promise<boolean> {
  return (await database.first(raw('select 1 from commission_signatories limit 1'))) !== undefined
}
