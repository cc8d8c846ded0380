/** A passkey is added: to an account that is signed in, or as the first way into an invited one. */
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server'
import type { Context } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import type { Posted } from '../../endorsements/form.ts'
import { hasSecondFactor, type Staff } from '../accounts.ts'
import { alertMail } from '../alerts.ts'
import { auditEntry, changed } from '../audit/entry.ts'
import { isGood, openLink } from '../links.ts'
import { newCodes } from '../second-factor/recovery-codes.ts'
import { factorChanged } from '../second-factor/setup.ts'
import type { Session } from '../sessions.ts'
import type { StaffVisitor } from '../visitor.ts'
import { readRegistration } from './answer.ts'
import { keepChallenge, takeChallenge } from './challenge.ts'
import { relyingParty } from './site.ts'
import { webauthn } from './webauthn.ts'

const LONGEST_NAME = 60

export type Offered = { options: PublicKeyCredentialCreationOptionsJSON; cookie: string }

/** What the browser needs to make a passkey for this account. */
export async function offerRegistration(
  context: Context,
  staff: Staff,
  language: string,
): Promise<Offered> {
  const { id, name } = relyingParty(context.config, language)
  const has = await context.database.readFresh(
    sql`select id from staff_passkeys where staff_id = ${staff.id}`,
  )
  const { generateRegistrationOptions } = await webauthn()
  const options = await generateRegistrationOptions({
    rpID: id,
    rpName: name,
    userName: staff.email,
    userID: new TextEncoder().encode(`staff:${staff.id}`),
    attestationType: 'none',
    excludeCredentials: has.map((row) => ({ id: String(row['id']) })),
    // It stands for itself: it says who it is for, and asks its owner for a finger, face or PIN.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { options, cookie: await keepChallenge(context, 'register', options.challenge) }
}

export type Registered =
  { outcome: 'done'; codes: string[] } | { outcome: 'wrong' } | { outcome: 'gone' }

/** @param posted `credential` and `name`. @returns recovery codes, if there was no factor before */
export async function addPasskey(
  context: Context,
  owner: { staff: Staff; session: Session },
  posted: Posted,
  visitor: StaffVisitor,
): Promise<Registered> {
  const made = await verify(context, posted, visitor)
  if (!made) return { outcome: 'wrong' }
  const { staff, session } = owner
  const now = context.now()
  const first = !hasSecondFactor(staff)
  const condition = sql`exists (select 1 from staff_sessions where id = ${session.id})`
  const codes = newCodes(context, staff.id, made.stored)
  const results = await context.database.write([
    made.insert(staff.id, condition, now),
    auditEntry(entryOf(staff, 'passkey.add', visitor), now, changed),
    ...(first ? codes.statements : []),
    ...factorChanged(owner, 'passkey', made.stored),
    alertMail({ to: staff.id, event: 'passkey', visitor }, now, made.stored),
  ])
  if (results[0]!.rowsAffected === 0) return { outcome: 'wrong' }
  return { outcome: 'done', codes: first ? codes.codes : [] }
}

/** An invited account begins with a passkey and no password. @param raw token of the invitation */
export async function joinWithPasskey(
  context: Context,
  raw: string | undefined,
  posted: Posted,
  visitor: StaffVisitor,
): Promise<Registered> {
  const link = await openLink(context, 'invitation', raw)
  if (!link) return { outcome: 'gone' }
  const made = await verify(context, posted, visitor)
  if (!made) return { outcome: 'wrong' }
  const { staff, hash } = link
  const now = context.now()
  const good = sql`exists (select 1 from staff where id = ${staff.id} and state = 'invited'
    and ${isGood(hash, 'invitation', now)})`
  const codes = newCodes(context, staff.id, made.stored)
  const results = await context.database.write([
    made.insert(staff.id, good, now),
    auditEntry(entryOf(staff, 'staff.join', visitor), now, changed),
    sql`update staff set state = 'active', changed_at = ${now} where id = ${staff.id} and ${made.stored}`,
    sql`delete from staff_tokens where staff_id = ${staff.id} and ${made.stored}`,
    ...codes.statements,
  ])
  return results[0]!.rowsAffected > 0
    ? { outcome: 'done', codes: codes.codes }
    : { outcome: 'gone' }
}

type Made = {
  insert(staffId: number, condition: Statement, now: number): Statement
  /** a condition: it was stored */
  stored: Statement
}

async function verify(
  context: Context,
  posted: Posted,
  { language, cookies }: StaffVisitor,
): Promise<Made | undefined> {
  const answer = readRegistration(posted)
  const challenge = answer && (await takeChallenge(context, 'register', answer, cookies))
  if (!answer || !challenge) return undefined
  const { id, origins } = relyingParty(context.config, language)
  const { verifyRegistrationResponse } = await webauthn()
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: origins,
    expectedRPID: id,
    requireUserVerification: true,
  }).catch(() => ({ verified: false, registrationInfo: undefined }))
  if (!verified || !registrationInfo) return undefined
  return toMade(registrationInfo.credential, nameOf(posted))
}

type Credential = { id: string; publicKey: Uint8Array; counter: number; transports?: string[] }

function toMade({ id, publicKey, counter, transports = [] }: Credential, name: string): Made {
  return {
    insert: (staffId, condition, now) =>
      sql`insert into staff_passkeys (id, staff_id, name, public_key, counter, transports, created_at)
        select ${id}, ${staffId}, ${name}, ${publicKey}, ${counter}, ${JSON.stringify(transports)}, ${now}
        where ${condition} on conflict (id) do nothing`,
    stored: sql`exists (select 1 from staff_passkeys where id = ${id})`,
  }
}

/** As its owner calls it. */
function nameOf(posted: Posted): string {
  const name = typeof posted['name'] === 'string' ? posted['name'] : ''
  const plain = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
  return [...plain].slice(0, LONGEST_NAME).join('')
}

const entryOf = ({ id }: Staff, what: string, { network }: StaffVisitor) => ({
  who: id,
  what,
  subject: `staff:${id}`,
  network,
})
