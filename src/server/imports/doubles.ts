/**
 * Who stands there already, within a file and in the register. The same address is the same
 * signatory. Where there is no address, the same name in the same country is only a hint, and so is
 * an organisation's domain: those are said, and left to whoever brings the list.
 */
import { raw, sql } from '../database/index.ts'
import type { Connection } from '../database/connection.ts'
import type { MessageKey } from '../messages/index.ts'
import type { FieldName, Subject } from './fields.ts'
import type { ReadRow } from './row.ts'

type Texts = Record<string, string | null>

export type Doubles = {
  /** Adds to the problems of these rows what stands there already. @returns rows that are doubles for certain */
  mark(rows: { row: number; read: ReadRow }[]): Promise<Set<number>>
}

/** Rows of the register that are read at once for their names. */
const PAGE = 10_000
const STANDS = raw(`state in ('published', 'review', 'merged', 'blocked')`)

export function doublesFinder(connection: Connection, { list, kind }: Subject): Doubles {
  const inFile = {
    email: new Map<string, number>(),
    name: new Map<string, number>(),
    domain: new Map<string, number>(),
  }
  let names: Promise<Set<number>> | undefined

  /** The row that brought this first, if another did. */
  function first(where: Map<string, number>, key: string, row: number): number | undefined {
    const known = where.get(key)
    if (known === undefined) where.set(key, row)
    return known
  }
  async function byAddress(rows: { read: ReadRow }[]): Promise<Map<string, number>> {
    const keys = rows.map(({ read }) => read.fields['emailKey']).filter(Boolean)
    if (list === 'commission' || keys.length === 0) return new Map()
    const found = await connection.execute(sql`select email_key, coalesce(number, 0) as number
      from endorsements where kind = ${kind} and email_key in (select value from json_each(${JSON.stringify(keys)}))`)
    return new Map(found.rows.map((row) => [String(row['email_key']), Number(row['number'])]))
  }
  async function byDomain(rows: { read: ReadRow }[]): Promise<Set<string>> {
    const domains = rows.map(({ read }) => read.fields['domain']).filter(Boolean)
    if (domains.length === 0) return new Set()
    const found = await connection.execute(sql`select distinct o.domain from organisations o
      join endorsements e on e.id = o.endorsement_id and e.${STANDS}
      where o.domain in (select value from json_each(${JSON.stringify(domains)}))`)
    return new Set(found.rows.map((row) => String(row['domain'])))
  }
  /** Read when the first row needs it: a list of addresses needs none. */
  const inRegister = async (key: string) =>
    list === 'register' && (await (names ??= namesOf(connection, kind))).has(hashOf(key))

  /** @returns whether it is the same signatory for certain */
  async function one(
    { row, read }: { row: number; read: ReadRow },
    addresses: Map<string, number>,
    domains: Set<string>,
  ): Promise<boolean> {
    const { name, email, emailKey, domain, country, searchName } = read.fields as Texts
    const say = (field: FieldName, problem: MessageKey, value: string, other?: number) =>
      read.problems.push({ field, problem, value, ...(other && { other }) })
    const key = `${country} ${searchName}`
    const sameName = first(inFile.name, key, row)
    if (emailKey) {
      const before = first(inFile.email, emailKey, row)
      const number = addresses.get(emailKey)
      if (before !== undefined) say('email', 'imports.problems.addressInFile', email!, before)
      else if (number !== undefined)
        say('email', 'imports.problems.addressInRegister', email!, number)
      if (before !== undefined || number !== undefined) return true
    } else if (sameName !== undefined) say('name', 'imports.problems.nameInFile', name!, sameName)
    else if (await inRegister(key)) say('name', 'imports.problems.nameInRegister', name!)
    if (!domain) return false
    const before = first(inFile.domain, domain, row)
    if (before !== undefined) say('website', 'imports.problems.domainInFile', domain, before)
    else if (domains.has(domain)) say('website', 'imports.problems.domainInRegister', domain)
    return false
  }

  return {
    async mark(rows) {
      const [addresses, domains] = await Promise.all([byAddress(rows), byDomain(rows)])
      const certain = new Set<number>()
      for (const row of rows) if (await one(row, addresses, domains)) certain.add(row.row)
      return certain
    },
  }
}

/** Country and folded name of everybody of this kind who stands in the register, as hashes: a million take 40 MB. */
async function namesOf(connection: Connection, kind: string): Promise<Set<number>> {
  const names = new Set<number>()
  for (let after = 0; ;) {
    const { rows } =
      await connection.execute(sql`select id, country || ' ' || search_name as key, kind = ${kind} and ${STANDS} as counts
      from endorsements where id > ${after} order by id limit ${PAGE}`)
    for (const row of rows) if (row['counts']) names.add(hashOf(String(row['key'])))
    if (rows.length < PAGE) return names
    after = Number(rows.at(-1)!['id'])
  }
}

/** 53 bits of a text: of a million names, two are mistaken for one another once in ten thousand lists. */
function hashOf(text: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return 4294967296 * (2097151 & low) + (high >>> 0)
}
