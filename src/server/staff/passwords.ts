/**
 * Passwords by argon2id (Node's own, in its thread pool), kept as PHC strings. An account that is
 * not there costs as much work as one that is.
 */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** OWASP's second choice: 46 MiB, one pass; about 40 ms. */
const MEMORY = 47_104
const PASSES = 1
const LANES = 1
const TAG = 32
const SALT = 16
/** Characters; a longer one is refused when it is chosen. */
export const LONGEST_PASSWORD = 256
/** Hashes at once in this process: each takes its memory, and a thread that files need too. */
const AT_ONCE = 2

const derive = promisify(argon2)
let running = 0
const waiting: (() => void)[] = []

/** @returns a PHC string */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT)
  const tag = await hash(password, { salt, memory: MEMORY, passes: PASSES, lanes: LANES })
  return phc(salt, tag)
}

const unpadded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '')
const phc = (salt: Uint8Array, tag: Uint8Array) =>
  `$argon2id$v=19$m=${MEMORY},t=${PASSES},p=${LANES}$${unpadded(salt)}$${unpadded(tag)}`
/** Of the same cost as every other, and of no password. */
const NOBODYS = phc(randomBytes(SALT), randomBytes(TAG))
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** @param stored null for an account without a password, or that is not there: same work, false */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const [, memory, passes, lanes, salt, tag] = PHC.exec(stored ?? NOBODYS) ?? []
  if (!tag) throw new Error('A password is not stored as argon2id.')
  const wanted = Buffer.from(tag, 'base64')
  const made = await hash(password, {
    salt: Buffer.from(salt!, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    lanes: Number(lanes),
  })
  return timingSafeEqual(made, wanted) && stored !== null
}

type Cost = { salt: Uint8Array; memory: number; passes: number; lanes: number }

async function hash(password: string, { salt, memory, passes, lanes }: Cost): Promise<Buffer> {
  await turn()
  try {
    return await derive('argon2id', {
      message: normalised(password),
      nonce: salt,
      parallelism: lanes,
      tagLength: TAG,
      memory,
      passes,
    })
  } finally {
    running--
    waiting.shift()?.()
  }
}

async function turn(): Promise<void> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  running++
}

/** The same letters, however a keyboard composes them (NIST SP 800-63B, 3.1.1.2). */
export const normalised = (password: string): string => password.normalize('NFC')
