/**
 * “Never write to me”: a link in the mails that anybody can cause by a form. It needs no row: the
 * token is the e-mail key itself, sealed with SECRET_KEY, always the same for an address, so that a
 * mail that is sent again is the same to the byte. GET shows, POST suppresses.
 */
import type { Context } from '../context.ts'
import { sql } from '../database/index.ts'
import { openValue, sealValue } from '../endorsements/tokens.ts'
import { maskAddress } from '../staff/audit/mask.ts'
import { suppress } from './suppression.ts'

const PURPOSE = 'never'

export type Never =
  /** `address` is masked: whoever has the link need not learn it */
  { state: 'written' | 'never'; address: string } | { state: 'unknown' }

export const neverToken = (secretKey: string, recipientKey: string): string =>
  sealValue(secretKey, PURPOSE, recipientKey)

/** What the link leads to. Reads only. */
export async function viewNever(context: Context, token: string | undefined): Promise<Never> {
  const key = openValue(context.config.secretKey, PURPOSE, token)
  if (key === undefined) return { state: 'unknown' }
  const row = await context.database.firstFresh(
    sql`select 1 from suppressions where address_key = ${key}`,
  )
  return { state: row ? 'never' : 'written', address: maskAddress(key) }
}

/** Ends all mail to the address; twice is a success. */
export async function askNever(context: Context, token: string | undefined): Promise<Never> {
  const key = openValue(context.config.secretKey, PURPOSE, token)
  if (key === undefined) return { state: 'unknown' }
  const asked = { recipientKey: key, reason: 'asked' } as const
  await context.database.write(suppress(asked, sql`true`, context.now()))
  return { state: 'never', address: maskAddress(key) }
}
