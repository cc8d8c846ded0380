/** The audit, newest first, for reading: by who, what and when. */
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { DAY } from '../../context.ts'
import { join, sql, type Row, type Statement } from '../../database/index.ts'

const A_PAGE = 50

export type AuditFilter = {
  who?: string | undefined
  what?: string | undefined
  subject?: string | undefined
  /** days, UTC, both included */
  from?: string | undefined
  to?: string | undefined
  cursor?: number | undefined
}
export type AuditLine = {
  number: number
  at: number
  who: string
  /** address of the account that did it, if it has one */
  email: string | null
  what: string
  subject: string
  /** address of the account that it was done to, if it was one */
  subjectEmail: string | null
  before: Record<string, unknown>
  after: Record<string, unknown>
  network: string
  /** null for some milliseconds */
  hash: string | null
}

const word = z
  .string()
  .trim()
  .regex(/^[\w:.-]{1,60}$/)
  .optional()
  .catch(undefined)
const day = z.iso.date().optional().catch(undefined)
const filter = z.object({
  who: word,
  what: word,
  subject: word,
  from: day,
  to: day,
  cursor: z.coerce.number().int().positive().optional().catch(undefined),
})

/** What an address asks for; whatever cannot be read is left out. */
const readFilter = (params: URLSearchParams): AuditFilter =>
  filter.parse(Object.fromEntries([...params].filter(([, value]) => value !== '')))

export type AuditPage = {
  /** what was asked for, as far as it could be read */
  filter: AuditFilter
  lines: AuditLine[]
  /** where the next page begins */
  next: number | undefined
}

/** A page of entries. @param params of the address */
export async function listAudit(
  { database }: Context,
  params: URLSearchParams,
): Promise<AuditPage> {
  const asked = readFilter(params)
  const rows = await database.read(
    sql`select a.*, c.hash, s.email, o.email as subject_email from audit a
      left join audit_chain c using (number)
      left join staff s on a.who = 'staff:' || s.id
      left join staff o on a.subject = 'staff:' || o.id
      where ${join(conditions(asked), ' and ')} order by a.number desc limit ${A_PAGE + 1}`,
  )
  const lines = rows.slice(0, A_PAGE).map(toLine)
  return { filter: asked, lines, next: rows.length > A_PAGE ? lines.at(-1)!.number : undefined }
}

function conditions({ who, what, subject, from, to, cursor }: AuditFilter): Statement[] {
  return [
    sql`true`,
    ...(who ? [sql`a.who = ${who}`] : []),
    ...(what ? [sql`a.what = ${what}`] : []),
    ...(subject ? [sql`a.subject = ${subject}`] : []),
    ...(from ? [sql`a.at >= ${Date.parse(from)}`] : []),
    ...(to ? [sql`a.at < ${Date.parse(to) + DAY}`] : []),
    ...(cursor ? [sql`a.number < ${cursor}`] : []),
  ]
}

function toLine(row: Row): AuditLine {
  const text = (column: string) => (row[column] === null ? null : String(row[column]))
  const values = (column: string) => JSON.parse(text(column) ?? '{}') as Record<string, unknown>
  return {
    number: Number(row['number']),
    at: Number(row['at']),
    who: String(row['who']),
    email: text('email'),
    what: String(row['what']),
    subject: String(row['subject']),
    subjectEmail: text('subject_email'),
    before: values('before'),
    after: values('after'),
    network: String(row['network']),
    hash: text('hash'),
  }
}

/** What can be filtered by: who has done something, and what there is. */
export async function auditChoices({
  database,
}: Context): Promise<{ who: [string, string][]; what: string[] }> {
  const [who, what] = await Promise.all([
    database.read(sql`select 'staff:' || id as who, email from staff order by email`),
    database.read(
      // One step along the index for each kind, however many entries there are.
      sql`with recursive kinds(what) as (select min(what) from audit
        union all select (select min(what) from audit where what > kinds.what) from kinds where what is not null)
        select what from kinds where what is not null`,
    ),
  ])
  return {
    who: who.map((row) => [String(row['who']), String(row['email'])]),
    what: what.map((row) => String(row['what'])),
  }
}
