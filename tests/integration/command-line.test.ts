import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accede } from '../support/command.ts'

let env: { DATA_DIR: string }
beforeAll(() => {
  env = { DATA_DIR: mkdtempSync(join(tmpdir(), 'accede-command-')) }
})
afterAll(() => rmSync(env.DATA_DIR, { recursive: true, force: true }))

describe('an operator asks for help', () => {
  test.each([[['--help']], [['-h']], [[]], [['settings', '--help']]])('%j', async (args) => {
    const { code, stdout, stderr } = await accede(env, ...args)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const command of ['settings', 'verify', '--help']) expect(stdout).toContain(command)
  })

  test.each(['frobnicate', 'toString'])(
    'after %s, which there is not: exit code 2',
    async (name) => {
      const { code, stdout, stderr } = await accede(env, name)
      expect(code).toBe(2)
      expect(stdout + stderr).toContain('npm run accede -- settings')
    },
  )

  test('after an option that there is not: one line, no stack', async () => {
    const { code, stderr } = await accede(env, 'verify', '--loud')
    expect(code).toBe(2)
    expect(stderr).toContain('--loud')
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2)
    expect(stderr).not.toContain('    at ')
  })
})

describe('an operator sets', () => {
  test.each([['2027-01-31'], ['2027-01-31T23:59:00Z'], ['2027-01-31T23:59:00+02:00'], ['never']])(
    'closes_at to %s, and sees it',
    async (value) => {
      expect(await accede(env, 'settings', 'closes_at', value)).toMatchObject({ code: 0 })
      expect((await accede(env, 'settings')).stdout).toContain(`closes_at  ${value}`)
    },
  )

  test.each([
    [['closes_at', 'tomorrow'], /closes_at takes a date/],
    [['closes_at', '2027-02-30'], /closes_at takes a date/],
    [['closes_at', ''], /closes_at takes a date|There is no such setting/],
    [['sample', 'maybe'], /sample takes on or off/],
    [['opening', '2027-01-31'], /There is no such setting; there are: .*closes_at/],
    [['closes_at'], /There is no such setting|needs a value/],
    [['toString', 'x'], /There is no such setting/],
    [['__proto__', 'x'], /There is no such setting/],
  ])('%j, and is told what is wrong, with exit code 2', async (args, words) => {
    const { code, stderr } = await accede(env, 'settings', ...args)
    expect(code).toBe(2)
    expect(stderr.trim()).toMatch(words)
    expect(stderr).not.toContain('    at ')
  })

  test('and the audit says what was before and is now', async () => {
    const { stdout } = await accede(env, 'verify')
    expect(stdout).toMatch(/The audit is whole: 4 entries, head [\w-]{43}\./)
    const client = createClient({ url: `file:${join(env.DATA_DIR, 'accede.db')}` })
    const { rows } = await client.execute('select * from audit order by number')
    client.close()
    expect(rows.map(({ who, what, before }) => [who, what, before])).toEqual([
      ['operator', 'settings.change', null],
      ['operator', 'settings.change', '{"closes_at":"2027-01-31"}'],
      ['operator', 'settings.change', '{"closes_at":"2027-01-31T23:59:00Z"}'],
      ['operator', 'settings.change', '{"closes_at":"2027-01-31T23:59:00+02:00"}'],
    ])
  })

  test('and a value that was refused leaves the one before', async () => {
    expect((await accede(env, 'settings')).stdout).toMatch(/^closes_at {2}never$/m)
  })
})

describe('an operator verifies', () => {
  test('a sound database: exit code 0', async () => {
    const { code, stdout } = await accede(env, 'verify')
    expect(code).toBe(0)
    expect(stdout).toContain('The counts equal the register.')
    expect(stdout).toContain('The audit is whole')
  })

  test('a database whose counts were tampered with: each figure is named, exit code 1', async () => {
    const client = createClient({ url: `file:${join(env.DATA_DIR, 'accede.db')}` })
    await client.execute("insert into tally values ('any', 'individual', 'PT', 7)")
    await client.execute(
      "insert into tally_history values ('PT', 1767225600000, 'individual', 3, 7)",
    )
    const { code, stdout, stderr } = await accede(env, 'verify')
    expect(code).toBe(1)
    expect(stderr).toContain('tally any, individual, PT: 7 kept, 0 counted')
    expect(stderr).toContain('PT 2026-01-01T00, texts 3: 7 kept, 0 counted')
    expect(stdout).toContain('2 figures differ.')
    await client.batch(['delete from tally', 'delete from tally_history'])
    client.close()
    expect((await accede(env, 'verify')).code).toBe(0)
  })
})

test('with a wrong environment a command says so, with exit code 2', async () => {
  const { code, stderr } = await accede({ ...env, PORT: 'x' }, 'verify')
  expect(code).toBe(2)
  expect(stderr.trim()).toMatch(/^PORT must be a whole number[^\n]*$/)
})
