/**
 * Challenges are kept by the server: each belongs to one browser (its cookie), serves one purpose,
 * once, for five minutes. What signed another one is refused.
 */
import type { Context } from '../../context.ts'
import { MINUTE } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import { hashToken, newToken } from '../../endorsements/tokens.ts'
import { cookieFor, readCookie } from '../cookies.ts'

export type ChallengePurpose = 'register' | 'signIn' | 'again'
const NAME = 'staff-challenge'
const LIFETIME = 5 * MINUTE

/** Stores a challenge. @returns the cookie of its browser */
export async function keepChallenge(
  context: Context,
  purpose: ChallengePurpose,
  challenge: string,
): Promise<string> {
  const { token, hash } = newToken()
  const expires = context.now() + LIFETIME
  await context.database.write([
    sql`insert into staff_challenges (challenge, purpose, holder, expires_at)
      values (${challenge}, ${purpose}, ${hash}, ${expires})`,
  ])
  return cookieFor(context, NAME, token, LIFETIME / 1000)
}

/** Takes the challenge away that an answer names. @returns it, if it was there and is this browser's */
export async function takeChallenge(
  context: Context,
  purpose: ChallengePurpose,
  answer: { response: { clientDataJSON: string } },
  cookies: string | null,
): Promise<string | undefined> {
  const challenge = challengeOf(answer.response.clientDataJSON)
  const holder = hashToken(readCookie(context, cookies, NAME) ?? '')
  const [taken] = await context.database.write([
    sql`delete from staff_challenges where challenge = ${challenge} and purpose = ${purpose}
      and holder = ${holder} and expires_at > ${context.now()}`,
  ])
  return taken!.rowsAffected > 0 ? challenge : undefined
}

function challengeOf(clientData: string): string {
  try {
    return String(JSON.parse(Buffer.from(clientData, 'base64url').toString()).challenge)
  } catch {
    return ''
  }
}

/** Deletes challenges that are over. */
export const deleteOldChallenges = (now: number): Statement =>
  sql`delete from staff_challenges where expires_at <= ${now}`
