/**
 * A browser that its owner has signed in with before is known by a signed cookie (OWASP's "device
 * cookie"). It opens nothing: guesses from elsewhere do not slow this browser down, and signing in
 * with it is no news to its owner.
 */
import { timingSafeEqual } from 'node:crypto'
import type { Context } from '../context.ts'
import { keyedHash, newToken } from '../endorsements/tokens.ts'
import { cookieFor, readCookie } from './cookies.ts'

const NAME = 'staff-known'
/** Seconds; browsers keep no cookie longer. */
const LIFETIME = 400 * 24 * 60 * 60

/** The cookie that makes this browser known to an account. */
export function knownCookie(context: Context, staffId: number): string {
  const body = `${staffId}.${newToken().token}`
  return cookieFor(context, NAME, `${body}.${signature(context, body)}`, LIFETIME)
}

/** What names this browser, if it is known to the account. */
export function knownBrowser(
  context: Context,
  cookies: string | null,
  staffId: number | undefined,
): string | undefined {
  const [id, nonce, signed = ''] = (readCookie(context, cookies, NAME) ?? '').split('.')
  const expected = Buffer.from(signature(context, `${id}.${nonce}`))
  const given = Buffer.from(signed)
  const genuine = expected.length === given.length && timingSafeEqual(expected, given)
  return genuine && Number(id) === staffId ? nonce : undefined
}

const signature = ({ config }: Context, body: string) =>
  keyedHash(config.secretKey, 'known browser', body)
