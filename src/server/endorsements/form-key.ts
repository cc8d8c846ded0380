/**
 * Each served form carries a key of its own, signed, so that a double click is one submission. It
 * is no secret and no proof of who posts: the origin check does that (http/origin.ts).
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { DAY } from '../context.ts'
import { keyedHash } from './tokens.ts'

const LIFETIME = 7 * DAY

/** A new key: random bits, time in base 36, signature. */
export function newFormKey(secretKey: string, now: number): string {
  const body = `${randomBytes(12).toString('base64url')}.${now.toString(36)}`
  return `${body}.${keyedHash(secretKey, 'form', body)}`
}

/** True for a key that this site gave out in the last seven days. */
export function isFormKey(secretKey: string, key: unknown, now: number): key is string {
  if (typeof key !== 'string' || key.length > 120) return false
  const [nonce, time, signature] = key.split('.')
  if (!nonce || !time || !signature) return false
  const expected = Buffer.from(keyedHash(secretKey, 'form', `${nonce}.${time}`))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
  const age = now - Number.parseInt(time, 36)
  return age >= 0 && age < LIFETIME
}
