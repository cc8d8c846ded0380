import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { passwordProblem } from '../../src/server/staff/password-rules.ts'
import { hashPassword, verifyPassword } from '../../src/server/staff/passwords.ts'

const SITE = 'Model International Mobility Convention'
const problem = (password: string) =>
  passwordProblem(password, ['ana.pereira@harbour.example', SITE])

describe('A password', () => {
  test.each([
    'nine quiet harbours at dusk',
    'correct horse battery staple',
    'Zug um 7:40 nach Lüneburg',
    'ночь улица фонарь аптека',
    '海より深い静かな夜にまた会いましょうね',
    '    four spaces at each end    ',
    'x7#Qm2!vLp9$Rw4&T',
    'harbour lights in the rain, 1987',
    '🙂🙃😉😊😇🥰😍🤩😘😗😚😙🥲😋😛',
  ])('may be: %s', async (password) => {
    expect(await problem(password)).toBeUndefined()
  })

  test.each([
    ['', 'staff.errors.passwordMissing'],
    ['short', 'staff.errors.passwordShort'],
    ['fourteen chars', 'staff.errors.passwordShort'],
    ['x'.repeat(257), 'staff.errors.passwordLong'],
    ['aaaaaaaaaaaaaaaa', 'staff.errors.passwordKnown'],
    ['abcabcabcabcabcabc', 'staff.errors.passwordKnown'],
    ['1234567890123456', 'staff.errors.passwordKnown'],
    ['qwertyuiopasdfghjkl', 'staff.errors.passwordKnown'],
    ['abcdefghijklmnopqrstuvwxyz', 'staff.errors.passwordKnown'],
    ['123456789987654321', 'staff.errors.passwordKnown'],
    ['1qaz2wsx3edc4rfv', 'staff.errors.passwordKnown'],
    ['PASSWORDPASSWORD', 'staff.errors.passwordKnown'],
    ['password12345678', 'staff.errors.passwordKnown'],
    ['sunshine-football', 'staff.errors.passwordKnown'],
    ['ana.pereira@harbour.example', 'staff.errors.passwordKnown'],
    ['Ana Pereira Harbour 1', 'staff.errors.passwordKnown'],
    ['international mobility', 'staff.errors.passwordKnown'],
    ['Model International Mobility Convention', 'staff.errors.passwordKnown'],
  ])('may not be: %s', async (password, message) => {
    expect(await problem(password)).toBe(message)
  })

  test('of random letters may be, and nothing that can be typed breaks the rules', async () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'abcdefghijklmnop345678'),
      minLength: 20,
      maxLength: 60,
    })
    await fc.assert(
      fc.asyncProperty(letters, async (text) => {
        fc.pre(new Set(text).size > 9)
        expect(await problem(text)).toBeUndefined()
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 400 }), async (text) => {
        expect(await problem(text)).toSatisfy(
          (found) => found === undefined || /^staff\./.test(found),
        )
      }),
    )
  })
})

describe('What is stored of it', () => {
  test('opens with the same letters, however they are composed, and with no others', async () => {
    const stored = await hashPassword('Lüneburg um sieben Uhr')
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/)
    expect(await verifyPassword(stored, 'Lu\u0308neburg um sieben Uhr')).toBe(true)
    expect(await verifyPassword(stored, 'Luneburg um sieben Uhr')).toBe(false)
    expect(await verifyPassword(stored, '')).toBe(false)
    expect(await hashPassword('Lüneburg um sieben Uhr')).not.toBe(stored)
  })

  test('where there is none, no password is right', async () => {
    expect(await verifyPassword(null, '')).toBe(false)
    expect(await verifyPassword(null, 'nine quiet harbours at dusk')).toBe(false)
  })

  test('hashing leaves the event loop free', async () => {
    const hashing = Promise.all(Array.from({ length: 6 }, () => hashPassword('x'.repeat(15))))
    let turns = 0
    let done = false
    void hashing.then(() => (done = true))
    while (!done) {
      turns++
      await new Promise(setImmediate)
    }
    expect(turns).toBeGreaterThan(100)
  })
})
