import { describe, expect, test } from 'vitest'
import {
  hashFromAddress,
  hashToken,
  keyedHash,
  newToken,
  seal,
  unseal,
} from '../../src/server/endorsements/tokens.ts'

const KEY = 'a-secret-key-of-more-than-32-characters'

describe('a token', () => {
  test('has 256 random bits and is known by its hash alone', () => {
    const { token, hash } = newToken()
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(hash).toBe(hashToken(token))
    expect(hash).not.toContain(token)
    expect(new Set(Array.from({ length: 1000 }, () => newToken().token)).size).toBe(1000)
  })

  test.each(['', '.', ')', '>', '"', '”', ',', '%20', ' ', '\r', ').', '>,'])(
    'is read from an address that a mail program ended with %j',
    (end) => {
      const { token, hash } = newToken()
      expect(hashFromAddress(token + end)).toBe(hash)
    },
  )

  test('cut short, too long, garbled or missing is no token', () => {
    const { token } = newToken()
    const wrong = [
      undefined,
      '',
      token.slice(0, 42),
      `${token}A`,
      `${token}_`,
      ` ${token}`,
      `x/${token}`,
      token.slice(0, 20) + '\n' + token.slice(20),
      token.replace(/./, 'é'),
      '\0'.repeat(43),
      'a'.repeat(100_000),
    ]
    expect(wrong.map(hashFromAddress)).toEqual(wrong.map(() => undefined))
  })
})

describe('a sealed token', () => {
  test('opens with its key', () => {
    const { token } = newToken()
    expect(unseal(KEY, seal(KEY, token))).toBe(token)
  })

  test('shows nothing of the token and never looks the same twice', () => {
    const { token } = newToken()
    const [one, two] = [seal(KEY, token), seal(KEY, token)]
    expect(one).not.toBe(two)
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain(token)
  })

  test('does not open with another key', () => {
    expect(() => unseal(`${KEY}!`, seal(KEY, newToken().token))).toThrow()
  })

  test('does not open once a single bit of it has changed', () => {
    const sealed = Buffer.from(seal(KEY, newToken().token), 'base64url')
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed)
      changed[i]! ^= 1
      expect(() => unseal(KEY, changed.toString('base64url')), `byte ${i}`).toThrow()
    }
  })

  test('does not open when cut short', () => {
    const sealed = seal(KEY, newToken().token)
    for (const length of [0, 1, 15, 16, 27, 28, 37, sealed.length - 2])
      expect(() => unseal(KEY, sealed.slice(0, length)), `${length}`).toThrow()
  })
})

test('a keyed hash depends on key, purpose and value', () => {
  const hashes = [
    keyedHash(KEY, 'network', '192.0.2'),
    keyedHash(`${KEY}!`, 'network', '192.0.2'),
    keyedHash(KEY, 'form', '192.0.2'),
    keyedHash(KEY, 'network', '192.0.3'),
  ]
  expect(new Set(hashes).size).toBe(4)
  expect(keyedHash(KEY, 'network', '192.0.2')).toBe(hashes[0])
})
