import { describe, expect, test } from 'vitest'
import { parseEmail } from '../../src/server/endorsements/email-address.ts'

const key = (typed: string) => {
  const read = parseEmail(typed)
  return typeof read === 'object' ? read.key : read
}
const address = (typed: string) => {
  const read = parseEmail(typed)
  return typeof read === 'object' ? read.address : read
}

describe('people type addresses of every kind', () => {
  test.each([
    'ana@example.org',
    "o'brien@example.org",
    'ana+treaty@example.org',
    'a/b%c@example.org',
    'josé@example.org',
    'ана@пример.рф',
    '用户@例子.广告',
    'संपर्क@डाटामेल.भारत',
    'ana@xn--bcher-kva.de',
    'a@b.co',
    `${'a'.repeat(64)}@example.org`,
  ])('%s is taken as it is', (typed) => {
    expect(address(typed)).toBe(typed)
  })

  test('space around an address, and the full stop of a sentence, are not part of it', () => {
    expect(address('  ana@example.org\n')).toBe('ana@example.org')
    expect(address(' ana@example.org ')).toBe('ana@example.org')
    expect(address('ana@example.org.')).toBe('ana@example.org')
    expect(address('ana@例え.jp。')).toBe('ana@例え.jp')
  })

  test('mail goes to the address as typed, capitals and tag included', () => {
    expect(address('Ana.Pereira+treaty@Gmail.com')).toBe('Ana.Pereira+treaty@Gmail.com')
  })
})

describe('what is no address is refused with its reason', () => {
  test.each([
    ['', 'missing'],
    ['   ', 'missing'],
    ['ana', 'form'],
    ['@example.org', 'form'],
    ['ana@', 'domain'],
    ['ana@example', 'domain'],
    ['ana@b@example.org', 'form'],
    ['ana, bo@example.org', 'form'],
    ['<ana@example.org>', 'form'],
    ['Ana <ana@example.org>', 'form'],
    ['mailto:ana@example.org', 'form'],
    ['"ana b"@example.org', 'form'],
    ['"ana"@example.org', 'form'],
    ['ana(comment)@example.org', 'form'],
    ['.ana@example.org', 'form'],
    ['ana.@example.org', 'form'],
    ['a..b@example.org', 'form'],
    ['ana@[192.0.2.1]', 'domain'],
    ['ana@[IPv6:2001:db8::1]', 'domain'],
    ['ana@192.0.2.1', 'domain'],
    ['ana@0x7f.1', 'domain'],
    ['ana@localhost', 'domain'],
    ['ana@-example.org', 'domain'],
    ['ana@exam_ple.org', 'domain'],
    ['ana@example..org', 'domain'],
    ['ana@exa mple.org', 'domain'],
    [`ana@${'a'.repeat(64)}.org`, 'domain'],
    [`${'a'.repeat(65)}@example.org`, 'form'],
    [`${'é'.repeat(33)}@example.org`, 'form'],
    [`ana@${'a.'.repeat(130)}org`, 'tooLong'],
  ])('%s', (typed, problem) => {
    expect(parseEmail(typed)).toBe(problem)
  })

  // U+FF20 is no @, and must not become one.
  test.each([
    ['ana＠example.org', 'form'],
    ['ana＠evil.org@example.org', 'form'],
    ['ana﹫evil.org@example.org', 'form'],
    ['ana．pereira@example.org', 'form'],
    ['ana@exa＠mple.org', 'domain'],
  ])('a full-width look-alike: %s', (typed, problem) => {
    expect(parseEmail(typed)).toBe(problem)
  })

  test.each([
    ['zero-width space', 'ana\u200B@example.org'],
    ['zero-width joiner', 'a\u200Dna@example.org'],
    ['zero-width space in the domain', 'ana@exam\u200Bple.org'],
    ['soft hyphen', 'ana\u00AD@example.org'],
    ['right-to-left override', 'ana\u202E@example.org'],
    ['right-to-left mark in the domain', 'ana@\u200Fexample.org'],
    ['NUL', 'ana\0@example.org'],
    ['line break', 'ana\r\nBcc: bo@example.org'],
    ['tab', 'a\tna@example.org'],
    ['lone surrogate', 'ana\uD800@example.org'],
    ['lost characters', '\uFFFDana@example.org'],
    ['lost characters in the domain', 'ana@ex\uFFFDmple.org'],
  ])('a hidden or broken character: %s', (_, typed) => {
    expect(['form', 'domain']).toContain(parseEmail(typed))
  })
})

describe('one mailbox has one key', () => {
  test.each([
    ['capitals', 'ANA@EXAMPLE.ORG', 'ana@example.org'],
    ['composition', 'jose\u0301@example.org', 'jos\u00E9@example.org'],
    ['an IDN and its ASCII form', 'ana@bücher.de', 'ana@xn--bcher-kva.de'],
    ['an ideographic full stop', 'ana@例え。jp', 'ana@例え.jp'],
    ['a root dot', 'ana@example.org.', 'ana@example.org'],
    ['dots at Gmail', 'a.n.a@gmail.com', 'ana@gmail.com'],
    ['a tag at Gmail', 'ana+news@gmail.com', 'ana@gmail.com'],
    ['Googlemail', 'Ana.+x@googlemail.com', 'ana@gmail.com'],
    ['a tag at Outlook', 'ana+x+y@outlook.com', 'ana@outlook.com'],
    ['signs at Proton', 'a-n_a.p+t@pm.me', 'anap@proton.me'],
    ['Apple', 'ana+x@me.com', 'ana@icloud.com'],
    ['Yandex', 'ana@ya.ru', 'ana@yandex.ru'],
  ])('%s', (_, one, other) => {
    expect(key(one)).toBe(key(other))
  })

  test.each([
    ['dots where nobody ignores them', 'a.na@example.org', 'ana@example.org'],
    ['a tag where nobody ignores it', 'ana+x@example.org', 'ana@example.org'],
    ['dots at Outlook', 'a.na@outlook.com', 'ana@outlook.com'],
    ['Outlook and Hotmail', 'ana@outlook.com', 'ana@hotmail.com'],
    ['a Cyrillic look-alike', 'аna@example.org', 'ana@example.org'],
    ['a sharp s', 'ana@faß.de', 'ana@fass.de'],
    ['only a tag', '+x@gmail.com', '+y@gmail.com'],
  ])('%s: two people', (_, one, other) => {
    expect(key(one)).toContain('@')
    expect(key(one)).not.toBe(key(other))
  })
})
