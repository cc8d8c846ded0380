/**
 * Asking for links is bounded by network, as signing is: whoever holds a list of likely signatories
 * could otherwise have all of them written to, and use up the mails that each may get in a day. Every
 * request counts, whether its address is known or not, so that the answer tells nothing.
 */
import type { Context } from '../context.ts'
import { HOUR } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import { newId } from '../ids.ts'
import { MOST_A_NETWORK } from './submission.ts'
import { keyedHash } from './tokens.ts'

/** Seconds after which a network has room again. */
export const ROOM_AFTER = HOUR / 1000

/** @returns a statement that counts the request if there is room, and the condition that it did */
export function countRequest(
  { config, now }: Context,
  network: string,
): { count: Statement; counted: Statement } {
  const at = now()
  const id = newId(at)
  // A hash of its own: it tells nobody who has also signed from there.
  const key = keyedHash(config.secretKey, 'network of link requests', network)
  const recent = sql`(select count(*) from link_requests where network_key = ${key} and created_at > ${at - HOUR})`
  const room = config.signLimits === 'strict' ? sql`${recent} < ${MOST_A_NETWORK}` : sql`true`
  return {
    count: sql`insert into link_requests (id, network_key, created_at) select ${id}, ${key}, ${at} where ${room}`,
    counted: sql`exists (select 1 from link_requests where id = ${id})`,
  }
}
