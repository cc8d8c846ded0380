import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadConfig, SETTING_NAMES, WrongEnvironment } from '../../src/server/config.ts'

let dataDir: string
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'accede-config-'))
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const load = (env: Record<string, string>) => loadConfig({ DATA_DIR: dataDir, ...env })
const complaint = (env: Record<string, string>): string => {
  try {
    load(env)
  } catch (error) {
    if (error instanceof WrongEnvironment) return error.message
    throw error
  }
  return ''
}

describe('a wrong value stops the start with one clear line', () => {
  test.each([
    ['PORT', 'http'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['SITE_URL', 'example.org'],
    ['SITE_URL', 'ftp://example.org'],
    ['SITE_URL', 'https://example.org/?a=1'],
    ['SITE_URL', 'https://example.org/#top'],
    ['SITE_URL', 'https://example.org/treaty'],
    ['SITE_URL', 'https://ana:secret@example.org'],
    ['DATABASE_URL', 'postgres://localhost/accede'],
    ['DATABASE_URL', 'accede.db'],
    ['MAIL_TRANSPORT', 'smtp'],
    ['MAIL_TRANSPORT', 'resend'],
    ['RESEND_BASE_URL', 'api.resend.com'],
    ['RESEND_WEBHOOK_SECRET', 'whsec_not base64'],
    ['MAIL_FROM', 'Accede'],
    ['MAIL_FROM', 'Accede <accede>'],
    ['MAIL_FROM', 'Accede <a@example.org>, Bo <b@example.org>'],
    ['MAIL_FROM', 'Accede\r\nBcc: bo@example.org <a@example.org>'],
    ['SECRET_KEY', 'short'],
    ['WORKERS', '-1'],
    ['WORKERS', 'many'],
    ['TRUST_PROXY', 'the-proxy'],
    ['TRUST_PROXY', '10.0.0.1, 10.0.0'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '10.0.0.0/'],
    ['TRUST_PROXY', 'fd00::/129'],
    ['TRUST_PROXY', '10.0.0.0/8/8'],
    ['SIGN_LIMITS', 'on'],
    ['CHALLENGE', 'never'],
    ['METRICS_TOKEN', 'short'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%j', (name, value) => {
    const line = complaint({ [name]: value })
    expect(line).toMatch(new RegExp(`^${name} `))
    expect(line).not.toContain('\n')
  })

  test('three wrong values are three lines', () => {
    const lines = complaint({ PORT: 'x', LOG_LEVEL: 'loud', SITE_URL: 'example.org' }).split('\n')
    expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual([
      'LOG_LEVEL',
      'PORT',
      'SITE_URL',
    ])
  })

  test('a complaint never repeats a secret', () => {
    expect(complaint({ SECRET_KEY: 'hunter2', METRICS_TOKEN: 'hunter3' })).not.toContain('hunter')
  })
})

describe('what is right is taken', () => {
  test('an empty value counts as not set', () => {
    const empty = Object.fromEntries(SETTING_NAMES.map((name) => [name, '']))
    expect(loadConfig({ ...empty, DATA_DIR: dataDir })).toEqual(load({}))
  })

  test('unset, the site is on this machine and trusts nobody', () => {
    expect(load({})).toMatchObject({
      host: '127.0.0.1',
      port: 4321,
      siteUrl: 'http://127.0.0.1:4321',
      mailTransport: 'mailbox',
      trustProxy: [],
      signLimits: 'strict',
      databaseUrl: `file://${dataDir}/accede.db`,
    })
  })

  test('on all interfaces, links lead to this machine until SITE_URL is set', () => {
    expect(load({ HOST: '0.0.0.0' }).siteUrl).toBe('http://localhost:4321')
    expect(load({ HOST: '::' }).siteUrl).toBe('http://localhost:4321')
    expect(load({ HOST: '::1' }).siteUrl).toBe('http://[::1]:4321')
    expect(load({ HOST: '0.0.0.0', SITE_URL: 'https://example.org/' }).siteUrl).toBe(
      'https://example.org',
    )
    expect(load({ SITE_URL: 'https://Bücher.example:443' }).siteUrl).toBe(
      'https://xn--bcher-kva.example',
    )
  })

  test('proxies are addresses and networks, with commas between', () => {
    expect(load({ TRUST_PROXY: ' 10.0.0.1 , 192.168.0.0/16,fd00::/8, ::1 ' }).trustProxy).toEqual([
      ...['10.0.0.1', '192.168.0.0/16', 'fd00::/8', '::1'],
    ])
  })

  test('mail comes from an address, with a name or without', () => {
    for (const from of ['accede@example.org', 'Accede, the site <accede@example.org>'])
      expect(load({ MAIL_FROM: from }).mailFrom).toBe(from)
  })
})

describe('the secret of an installation', () => {
  test('is made once, kept between starts, and for its owner alone', () => {
    const { secretKey } = load({})
    expect(secretKey.length).toBeGreaterThanOrEqual(43)
    expect(load({}).secretKey).toBe(secretKey)
    expect(statSync(join(dataDir, 'secret.key')).mode & 0o777).toBe(0o600)
  })

  test('is another one in another place', () => {
    const other = mkdtempSync(join(tmpdir(), 'accede-config-'))
    expect(loadConfig({ DATA_DIR: other }).secretKey).not.toBe(load({}).secretKey)
    rmSync(other, { recursive: true })
  })

  test('given in the environment is the one used, and none is written', () => {
    const other = mkdtempSync(join(tmpdir(), 'accede-config-'))
    const given = 'x'.repeat(32)
    expect(loadConfig({ DATA_DIR: other, SECRET_KEY: given }).secretKey).toBe(given)
    expect(() => readFileSync(join(other, 'secret.key'))).toThrow()
    rmSync(other, { recursive: true })
  })

  test('that was lost half-way is not replaced by an empty one', () => {
    const path = join(dataDir, 'secret.key')
    const before = readFileSync(path)
    writeFileSync(path, '')
    expect(complaint({})).toMatch(/^SECRET_KEY .*secret\.key/)
    writeFileSync(path, before)
    chmodSync(path, 0o600)
  })
})
