/** Imports as their pages show them. */
import type { Context } from '../context.ts'
import { sql, type Row } from '../database/index.ts'
import type { RowFields, RowProblem } from './row.ts'
import { findImport, toImport, type Import } from './types.ts'

type Needs = Pick<Context, 'database'>

const LISTED = 100
const SAMPLE = 15
const PROBLEMS = 50
const LEFT = 200
/** Rows of the report that are read at once. */
const AT_ONCE = 2000

export type ShownRow = { row: number; fields: RowFields; flags: RowProblem[]; proof: string | null }
export type ProblemRow = {
  row: number
  outcome: string
  problems: RowProblem[]
  proof: string | null
}
export type LeftRow = { row: number; id: number; name: string }

export type ViewedImport = Import & {
  /** an earlier import of the same file that was not taken back */
  sameFile: number | undefined
}

export async function viewImport(context: Needs, id: number): Promise<ViewedImport | undefined> {
  const one = await findImport(context, id)
  if (!one) return undefined
  const same = await context.database.firstFresh(
    sql`select id from imports where file_hash = ${one.fileHash} and id < ${id} and made > 0 and state <> 'undone' order by id desc limit 1`,
  )
  return { ...one, sameFile: same && Number(same['id']) }
}

/** The newest. */
export async function listImports({ database }: Needs): Promise<Import[]> {
  const rows = await database.readFresh(sql`select * from imports order by id desc limit ${LISTED}`)
  return rows.map(toImport)
}

const parsed = (value: Row[string] | undefined): RowProblem[] =>
  value === null || value === undefined ? [] : JSON.parse(String(value))
const proofOf = (row: Row) => (row['proof'] === null ? null : String(row['proof']))

/** The first rows as they would stand. */
export async function firstRows({ database }: Needs, id: number): Promise<ShownRow[]> {
  const rows = await database.readFresh(sql`select row, fields, problems, proof from import_rows
    where import_id = ${id} and outcome = 'ready' and fields is not null order by row limit ${SAMPLE}`)
  return rows.map((row) => ({
    row: Number(row['row']),
    fields: JSON.parse(String(row['fields'])),
    flags: parsed(row['problems']),
    proof: proofOf(row),
  }))
}

/** Rows with problems, in the order of the file. @param after a row to go on from */
export async function problemRows(
  { database }: Needs,
  id: number,
  after = 0,
  limit = PROBLEMS,
): Promise<ProblemRow[]> {
  const rows = await database.readFresh(sql`select row, outcome, problems, proof from import_rows
    where import_id = ${id} and problems is not null and row > ${after} order by row limit ${limit}`)
  return rows.map((row) => ({
    row: Number(row['row']),
    outcome: String(row['outcome']),
    problems: parsed(row['problems']),
    proof: proofOf(row),
  }))
}

/** All of them, some at a time. */
export async function* allProblems(context: Needs, id: number): AsyncGenerator<ProblemRow[]> {
  for (let after = 0; ;) {
    const rows = await problemRows(context, id, after, AT_ONCE)
    if (rows.length > 0) yield rows
    if (rows.length < AT_ONCE) return
    after = rows.at(-1)!.row
  }
}

/** Whose endorsements undoing has left to them. */
export async function leftRows({ database }: Needs, id: number): Promise<LeftRow[]> {
  const rows =
    await database.readFresh(sql`select r.row, e.id, e.name from import_rows r join endorsements e on e.id = r.endorsement_id
    where r.import_id = ${id} and r.outcome = 'left' order by r.row limit ${LEFT}`)
  return rows.map((row) => ({
    row: Number(row['row']),
    id: Number(row['id']),
    name: String(row['name']),
  }))
}
