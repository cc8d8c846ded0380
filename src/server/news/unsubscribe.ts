/**
 * Ending news by the link of a mail: one press, no sign-in, and from any mail however old. The link
 * holds the e-mail key of the address that the mail went to, sealed with SECRET_KEY: no row is
 * needed for it, it says nothing to others, and it ends news to that address and to no other, also
 * where somebody has signed anew since or an organisation has another contact.
 */
import type { Context } from '../context.ts'
import { sql } from '../database/index.ts'
import { openValue, sealValue } from '../endorsements/tokens.ts'

const PURPOSE = 'unsubscribe'

/** The token of a link that ends news to an address. @param emailKey its e-mail key */
export const unsubscribeToken = (secretKey: string, emailKey: string): string =>
  sealValue(secretKey, PURPOSE, emailKey)

/** @returns the e-mail key, or undefined when the link is not one of ours, or not whole */
const emailKeyIn = ({ config }: Pick<Context, 'config'>, raw: string | undefined) =>
  openValue(config.secretKey, PURPOSE, raw)

/** `subscribed`: something would end; `ended`: there is nothing that could; `unknown`: no link of ours */
export type Subscription = 'subscribed' | 'ended' | 'unknown'

/** What stands behind a link. Changes nothing. */
export async function viewSubscription(
  context: Context,
  rawToken: string | undefined,
): Promise<Subscription> {
  const key = emailKeyIn(context, rawToken)
  if (!key) return 'unknown'
  const row = await context.database.firstFresh(
    sql`select 1 from endorsements where ${subscribedWith(key)} limit 1`,
  )
  return row ? 'subscribed' : 'ended'
}

/** Ends news to the address of a link. Twice is a success. */
export async function unsubscribe(
  context: Context,
  rawToken: string | undefined,
): Promise<Exclude<Subscription, 'subscribed'>> {
  const key = emailKeyIn(context, rawToken)
  if (!key) return 'unknown'
  await context.database.write([
    sql`update endorsements set updates_wording = null, changed_at = ${context.now()} where ${subscribedWith(key)}`,
  ])
  return 'ended'
}

/** A person and an organisation may share an address: both kinds, so that the index of addresses finds them. */
const subscribedWith = (emailKey: string) =>
  sql`kind in ('individual', 'organisation') and email_key = ${emailKey} and updates_wording is not null`
