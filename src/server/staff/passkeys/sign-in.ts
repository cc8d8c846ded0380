/** Signing in by passkey: alone, as the second factor, or once more before a dangerous act. */
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import type { Context } from '../../context.ts'
import { sql, type Row, type Statement } from '../../database/index.ts'
import type { Posted } from '../../endorsements/form.ts'
import { beginAttempt, bucket } from '../attempts.ts'
import { auditEntry, changed } from '../audit/entry.ts'
import { enter } from '../enter.ts'
import { findActive } from '../find.ts'
import type { Session } from '../sessions.ts'
import type { Staff } from '../accounts.ts'
import type { StaffVisitor } from '../visitor.ts'
import { readAssertion, type Assertion } from './answer.ts'
import { keepChallenge, takeChallenge, type ChallengePurpose } from './challenge.ts'
import { relyingParty } from './site.ts'
import { webauthn } from './webauthn.ts'

type Purpose = Exclude<ChallengePurpose, 'register'>
export type Asked = { options: PublicKeyCredentialRequestOptionsJSON; cookie: string }

/**
 * What the browser needs to ask for a passkey: of whom, the passkey itself says.
 * @returns undefined when this network has asked too often
 */
export async function askForPasskey(
  context: Context,
  purpose: Purpose,
  { language, network }: StaffVisitor,
): Promise<Asked | undefined> {
  if ((await beginAttempt(context, [asking(context, network)])) > 0) return undefined
  const { generateAuthenticationOptions } = await webauthn()
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(context.config, language).id,
    userVerification: 'required',
  })
  return { options, cookie: await keepChallenge(context, purpose, options.challenge) }
}

const asking = (context: Context, network: string) => bucket(context, 'challenge', network)

export type PasskeySignIn = { outcome: 'signedIn'; cookies: string[] } | { outcome: 'wrong' }

/** A passkey is both factors: something one has, unlocked by what one is or knows. @param posted `credential` */
export async function signInWithPasskey(
  context: Context,
  posted: Posted,
  visitor: StaffVisitor,
): Promise<PasskeySignIn> {
  const used = await verify(context, 'signIn', posted, visitor)
  const staff = used && (await findActive(context, sql`id = ${used.staffId}`))
  if (!staff) return { outcome: 'wrong' }
  const buckets = [asking(context, visitor.network)]
  const way = { staff, factor: 'passkey' as const, proof: [used.note], condition: changed, buckets }
  const cookies = await enter(context, way, visitor)
  return cookies ? { outcome: 'signedIn', cookies } : { outcome: 'wrong' }
}

/** @returns whether it is a passkey of the one who is signed in */
export async function provePasskeyAgain(
  context: Context,
  { staff, session }: { staff: Staff; session: Session },
  posted: Posted,
  visitor: StaffVisitor,
): Promise<{ outcome: 'proved' | 'wrong' }> {
  const used = await verify(context, 'again', posted, visitor)
  if (used?.staffId !== staff.id) return { outcome: 'wrong' }
  const results = await context.database.write([
    used.note,
    sql`update staff_sessions set proved_at = ${context.now()} where id = ${session.id} and ${changed}`,
  ])
  return { outcome: results[1]!.rowsAffected > 0 ? 'proved' : 'wrong' }
}

type Used = {
  staffId: number
  /** notes the use; changes nothing if the passkey is gone */ note: Statement
}

async function verify(
  context: Context,
  purpose: Purpose,
  posted: Posted,
  visitor: StaffVisitor,
): Promise<Used | undefined> {
  const answer = readAssertion(posted)
  const challenge = answer && (await takeChallenge(context, purpose, answer, visitor.cookies))
  // What answers no challenge of ours is no attempt: it leaves no trace, however often it comes.
  if (!answer || !challenge) return undefined
  const used = await check(context, answer, challenge, visitor.language)
  if (!used) await noteFailure(context, visitor)
  return used
}

async function check(
  context: Context,
  answer: Assertion,
  challenge: string,
  language: string,
): Promise<Used | undefined> {
  const row = await context.database.firstFresh(
    sql`select * from staff_passkeys where id = ${answer.id}`,
  )
  if (!row) return undefined
  const { id, origins } = relyingParty(context.config, language)
  const { verifyAuthenticationResponse } = await webauthn()
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: origins,
    expectedRPID: id,
    credential: toCredential(row),
    requireUserVerification: true,
  }).catch(() => ({ verified: false, authenticationInfo: undefined }))
  if (!verified || !authenticationInfo) return undefined
  const counter = authenticationInfo.newCounter
  return {
    staffId: Number(row['staff_id']),
    // A counter that two answers share is a copy of the passkey.
    note: sql`update staff_passkeys set counter = ${counter}, used_at = ${context.now()}
      where id = ${answer.id} and (counter < ${counter} or ${counter} = 0)`,
  }
}

const toCredential = (row: Row) => ({
  id: String(row['id']),
  publicKey: new Uint8Array(row['public_key'] as ArrayBuffer),
  counter: Number(row['counter']),
})

async function noteFailure(context: Context, { network }: StaffVisitor): Promise<void> {
  const entry = {
    who: 'visitor' as const,
    what: 'session.refuse',
    after: { by: 'passkey' },
    network,
  }
  await context.database.write([auditEntry(entry, context.now())])
}
