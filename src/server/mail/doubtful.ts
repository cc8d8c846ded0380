/**
 * Mails that were perhaps taken and of which a repeat would not tell: the mail service has forgotten
 * their key, or knows it for something else. They are looked for before they go again (look-for.ts).
 */
import { HOUR } from '../context.ts'
import { sql, type Row, type Statement } from '../database/index.ts'

/** The mail service forgets a key after 24 hours; asking starts somewhat before. */
const KEY_LIFETIME = 23 * HOUR
/** Stands before a key that the service knows for something else. */
const MARK = 'look for '

/** @param row of the outbox that was handed over */
export const isDoubtful = (row: Row, now: number): boolean =>
  String(row['handed_with']).startsWith(MARK) || !(Number(row['handed_at']) >= now - KEY_LIFETIME)

/** A condition: the row was not handed over, or a repeat would tell. */
export const notDoubtful = (now: number): Statement =>
  sql`(handed_with is null or (handed_at >= ${now - KEY_LIFETIME} and handed_with not like ${`${MARK}%`}))`

/** Makes a row that was handed over doubtful: what stands after `set`. */
export const doubt: Statement = sql`handed_with = ${MARK} || handed_with`
