/** A page of the register as open data. */
import type { Context } from '../../context.ts'
import { licenceOf } from './licence.ts'
import { rowsAfter, toSignatory } from './rows.ts'
import type { Signatories } from './schemas.ts'

/** Rows a page; some milliseconds of work. */
export const PAGE_ROWS = 500
const CURSOR = /^\d{1,15}$/

/** @param cursor number of the last row that somebody has @returns undefined for what is no cursor */
export async function signatoriesPage(
  { config, database, now }: Context,
  cursor: string | null,
): Promise<Signatories | undefined> {
  if (cursor !== null && !CURSOR.test(cursor)) return undefined
  const asOf = new Date(now()).toISOString()
  const rows = await database.read(rowsAfter(Number(cursor ?? 0), PAGE_ROWS + 1))
  const signatories = rows.slice(0, PAGE_ROWS).map((row) => toSignatory(row, config.siteUrl))
  const last = rows.length > PAGE_ROWS ? signatories.at(-1) : undefined
  return {
    asOf,
    licence: licenceOf(),
    signatories,
    next: last ? `${config.siteUrl}/api/v1/signatories.json?cursor=${last.number}` : null,
  }
}
