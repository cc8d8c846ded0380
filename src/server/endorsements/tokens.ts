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
export const seal = (secretKey: string, token: string): string =>
  encrypt(derive(secretKey, 'outbox'), randomBytes(NONCE), token)

/** @throws when it was sealed with another key or changed since */
export const unseal = (secretKey: string, sealed: string): string =>
  decrypt(derive(secretKey, 'outbox'), sealed)

function encrypt(key: KeyObject, nonce: Uint8Array, text: string): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG })
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  )
}

function decrypt(key: KeyObject, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), {
    authTagLength: TAG,
  })
  decipher.setAuthTag(bytes.subarray(-TAG))
  return decipher.update(bytes.subarray(NONCE, -TAG), undefined, 'utf8') + decipher.final('utf8')
}

/** Longer than any sealed address. */
const LONGEST_SEALED = 600

/**
 * Seals a value for a link, for one purpose: always the same for the same value, so that nothing
 * has to be kept. The nonce comes from the value (as in AES-SIV, RFC 5297): equal nonces, equal values.
 */
export function sealValue(secretKey: string, purpose: string, value: string): string {
  const nonce = createHmac('sha256', derive(secretKey, `${purpose} nonce`))
    .update(value)
    .digest()
  return encrypt(derive(secretKey, purpose), nonce.subarray(0, NONCE), value)
}

/** The value as it was sealed, or undefined for what was not sealed here for this purpose. */
export function openValue(
  secretKey: string,
  purpose: string,
  raw: string | undefined,
): string | undefined {
  const sealed = /^[A-Za-z0-9_-]+/.exec(raw ?? '')?.[0]
  if (!sealed || sealed.length > LONGEST_SEALED) return undefined
  try {
    return decrypt(derive(secretKey, purpose), sealed)
  } catch {
    return undefined
  }
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
