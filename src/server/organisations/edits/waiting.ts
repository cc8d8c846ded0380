/** A change of what is shown that waits for staff. */
import type { Context } from '../../context.ts'
import { sql, type Row } from '../../database/index.ts'
import type { Shown } from '../shown.ts'

export type LogoChange = 'keep' | 'new' | 'none'
export type WaitingEdit = {
  id: number
  endorsementId: number
  shown: Shown
  logoChange: LogoChange
  /** milliseconds since 1970; staff decide on the edit as it was then */
  proposedAt: number
}

/** The one that waits for an organisation, if any. */
export async function waitingEdit(
  { database }: Pick<Context, 'database'>,
  endorsementId: number,
): Promise<WaitingEdit | undefined> {
  const row = await database.firstFresh(
    sql`select id, endorsement_id, fields, logo_change, proposed_at from organisation_edits
      where endorsement_id = ${endorsementId} and state = 'waiting'`,
  )
  return row && toEdit(row)
}

export type ListedEdit = WaitingEdit & { name: string; number: number | null }

/** All that wait, oldest first, at most `most`. */
export async function waitingEdits(
  { database }: Pick<Context, 'database'>,
  most: number,
): Promise<ListedEdit[]> {
  const rows = await database.readFresh(
    sql`select x.id, x.endorsement_id, x.fields, x.logo_change, x.proposed_at, e.name, e.number
      from organisation_edits x join endorsements e on e.id = x.endorsement_id
      where x.state = 'waiting' order by x.proposed_at limit ${most}`,
  )
  return rows.map((row) => ({
    ...toEdit(row),
    name: String(row['name']),
    number: row['number'] === null ? null : Number(row['number']),
  }))
}

/** The proposed logo as bytes. */
export async function proposedLogo(
  { database }: Pick<Context, 'database'>,
  id: number,
): Promise<Uint8Array | undefined> {
  const row = await database.firstFresh(
    sql`select logo from organisation_edits where id = ${id} and state = 'waiting'`,
  )
  return row?.['logo'] ? new Uint8Array(row['logo'] as ArrayBuffer) : undefined
}

function toEdit(row: Row): WaitingEdit {
  return {
    id: Number(row['id']),
    endorsementId: Number(row['endorsement_id']),
    shown: JSON.parse(String(row['fields'])) as Shown,
    logoChange: row['logo_change'] as LogoChange,
    proposedAt: Number(row['proposed_at']),
  }
}
