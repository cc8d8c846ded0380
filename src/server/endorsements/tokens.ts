/**
 * Links in mails carry a token: 256 random bits, base64url. The database holds only its SHA-256,
 * found by a unique index; until the mail is sent, the outbox holds the token sealed with
 * SECRET_KEY (AES-256-GCM). A copy of the database opens nothing.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { sql, type Statement } from '../database/index.ts'
import { DAY } from '../context.ts'
import { randomBytes } from '../random.ts'

export const CONFIRM_LIFETIME = 7 * DAY
export const MANAGE_LIFETIME = 400 * DAY

export type Token = { token: string; hash: string }

export function newToken(): Token {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashToken(token) }
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/**
 * The hash of a token as it came in an address, or undefined if it cannot be one.
 * Mail programs append the sentence's full stop, a bracket or a quote to a link: that is cut off.
 */
export function hashFromAddress(raw: string | undefined): string | undefined {
  const token = /^([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/.exec(raw ?? '')?.[1]
  return token && hashToken(token)
}

/** A condition for SQL: this token opens this purpose at this time. */
export function opens(purpose: 'manage', hash: string, now: number): Statement {
  return sql`hash = ${hash} and purpose = ${purpose} and expires_at > ${now}`
}

const NONCE = 12
const TAG = 16

/** Seals a token for the outbox. */
export function seal(secretKey: string, token: string): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', derive(secretKey, 'outbox'), nonce, {
    authTagLength: TAG,
  })
  return Buffer.concat([nonce, cipher.update(token), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  )
}

/** @throws when it was sealed with another key or changed since */
export function unseal(secretKey: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv(
    'aes-256-gcm',
    derive(secretKey, 'outbox'),
    bytes.subarray(0, NONCE),
    { authTagLength: TAG },
  )
  decipher.setAuthTag(bytes.subarray(-TAG))
  return decipher.update(bytes.subarray(NONCE, -TAG), undefined, 'utf8') + decipher.final('utf8')
}

/** A keyed hash that says nothing to whoever does not have SECRET_KEY. */
export function keyedHash(secretKey: string, purpose: string, value: string): string {
  return createHmac('sha256', derive(secretKey, purpose)).update(value).digest('base64url')
}

const derived = new Map<string, KeyObject>()

/** Kept as an object: from bytes, Node makes one anew for every hash. */
function derive(secretKey: string, purpose: string): KeyObject {
  const id = `${purpose} ${secretKey}`
  let key = derived.get(id)
  if (!key) {
    const bytes = hkdfSync('sha256', secretKey, '', `accede ${purpose}`, 32)
    derived.set(id, (key = createSecretKey(new Uint8Array(bytes))))
  }
  return key
}
