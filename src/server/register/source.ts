/** Where an endorsement was brought in from, as the public is told. */
import { IMPORT_SOURCES } from '../../../db/words.ts'
import { raw, type Statement } from '../database/index.ts'

export type ImportSource = (typeof IMPORT_SOURCES)[number]

/** @param source of the row; null for who signed here */
export const importSource = (source: unknown): ImportSource | null =>
  IMPORT_SOURCES.find((one) => one === source) ?? null

/** SQL: what the list is called that an endorsement came from. @param id column that holds its id */
export const listTitle = (id: string): Statement =>
  raw(
    `(select i.title from import_rows r join imports i on i.id = r.import_id where r.endorsement_id = ${id})`,
  )
