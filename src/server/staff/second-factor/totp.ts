/**
 * Codes of an authenticator app: TOTP (RFC 6238), SHA-1, six digits, 30 seconds, as every app
 * knows it. The secret is kept sealed with SECRET_KEY. A code of the step before or after is taken
 * too, because clocks differ; each step once.
 */
import { Secret, TOTP } from 'otpauth'
import { encode } from 'uqr'
import { seal, unseal } from '../../endorsements/tokens.ts'

const PERIOD = 30
/** Bytes; what RFC 4226 recommends for SHA-1. */
const SECRET_BYTES = 20

/** @returns a new secret, sealed */
export const newSecret = (secretKey: string): string =>
  seal(secretKey, new Secret({ size: SECRET_BYTES }).base32)

/** @returns the 30-second step that this code belongs to, or undefined */
export function stepOf(
  secretKey: string,
  sealed: string,
  code: string,
  now: number,
): number | undefined {
  const digits = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) return undefined
  const delta = totp(secretKey, sealed)?.validate({ token: digits, timestamp: now, window: 1 })
  return delta === null || delta === undefined
    ? undefined
    : TOTP.counter({ period: PERIOD, timestamp: now }) + delta
}

export type Setup = {
  /** the secret in groups of four, for typing */
  secret: string
  /** path of the QR code's dark squares, for a viewBox of `size` */
  path: string
  size: number
}

/** What an app needs to know, as a picture and in letters. @param issuer name of the site */
export function setupOf(
  secretKey: string,
  sealed: string,
  email: string,
  issuer: string,
): Setup | undefined {
  const one = totp(secretKey, sealed, email, issuer)
  if (!one) return undefined
  const { data, size } = encode(one.toString(), { ecc: 'M', border: 4 })
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('')
  return { secret: one.secret.base32.replace(/(.{4})(?=.)/g, '$1 '), path, size }
}

/** undefined when it was sealed with another SECRET_KEY: then no code is right, and recovery codes neither. */
function totp(secretKey: string, sealed: string, label = 'staff', issuer = ''): TOTP | undefined {
  try {
    return new TOTP({ issuer, label, secret: unseal(secretKey, sealed), period: PERIOD })
  } catch {
    return undefined
  }
}
