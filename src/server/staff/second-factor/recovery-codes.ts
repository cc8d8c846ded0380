/**
 * Recovery codes: ten, each of 80 random bits, each for one sign-in. Kept as keyed hashes; shown
 * once, when they are made.
 */
import { randomBytes } from 'node:crypto'
import type { Context } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import { keyedHash } from '../../endorsements/tokens.ts'

const HOW_MANY = 10
const BYTES = 10
/** Crockford's: no letter is taken for a digit. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'

/** @returns codes such as `7k2f-m0qz-…`, and what stores them in place of the old ones if the condition holds */
export function newCodes(
  { config }: Pick<Context, 'config'>,
  staffId: number,
  condition: Statement,
): { codes: string[]; statements: Statement[] } {
  const codes = Array.from({ length: HOW_MANY }, newCode)
  const hashes = codes.map((code) => hashCode(config.secretKey, code))
  return {
    codes,
    statements: [
      sql`delete from staff_recovery_codes where staff_id = ${staffId} and ${condition}`,
      sql`insert into staff_recovery_codes (hash, staff_id)
        select value, ${staffId} from json_each(${JSON.stringify(hashes)}) where ${condition}`,
    ],
  }
}

function newCode(): string {
  const bits = [...randomBytes(BYTES)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = bits.match(/.{5}/g)!.map((five) => LETTERS[Number.parseInt(five, 2)])
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-')
}

/** Read as it was meant: capitals, gaps, and the letters that are no part of it. */
function hashCode(secretKey: string, code: string): string {
  const letters = code.toLowerCase().replace(/[^a-z0-9]/g, '')
  const meant = letters.replaceAll('o', '0').replace(/[il]/g, '1')
  return keyedHash(secretKey, 'recovery code', meant)
}

/** A condition for SQL: this code is there; and the statement that uses it up. */
export function findCode({ config }: Pick<Context, 'config'>, staffId: number, code: string) {
  const from = sql`from staff_recovery_codes where staff_id = ${staffId} and hash = ${hashCode(config.secretKey, code)}`
  return { there: sql`exists (select 1 ${from})`, take: sql`delete ${from}` }
}

/** How many an account has left. */
export async function codesLeft(
  { database }: Pick<Context, 'database'>,
  staffId: number,
): Promise<number> {
  const row = await database.firstFresh(
    sql`select count(*) as n from staff_recovery_codes where staff_id = ${staffId}`,
  )
  return Number(row?.['n'])
}
