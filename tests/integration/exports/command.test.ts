/** `accede export` and `accede verify FILE`, as an operator and as whoever was handed the file use them. */
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../../support/app.ts'
import { desk, personForm } from '../../support/app-people.ts'
import { accede } from '../../support/command.ts'
import { manifestIn, rowsIn, unzip } from '../../support/exports.ts'

let app: TestApp
let folder: string
let env: Record<string, string>
beforeAll(async () => {
  app = await startApp()
  const { confirmed } = desk(app)
  await confirmed(personForm(app, { name: 'Ana', email: 'ana@example.org' }))
  await confirmed(personForm(app, { name: 'Bo', email: 'bo@example.org', country: 'KE' }))
  folder = mkdtempSync(join(tmpdir(), 'accede-command-'))
  env = { DATA_DIR: app.config.dataDir }
})
afterAll(async () => {
  await app.remove()
  rmSync(folder, { recursive: true, force: true })
})

const at = (name: string) => join(folder, name)
const exported = (...args: string[]) => accede(env, 'export', '--preset', 'delivery', ...args)

describe('accede export, while the site runs,', () => {
  test('writes a ZIP that it can verify, and leaves nothing beside it', async () => {
    const made = await exported('--format', 'csv,jsonl,xlsx,pdf', '--output', at('one.zip'))
    expect([made.code, made.stderr]).toEqual([0, ''])
    expect(made.stdout).toMatch(/^2 rows in .*one\.zip; SHA-256 of its manifest: [0-9a-f]{64}\n$/)
    expect(readdirSync(folder)).toEqual(['one.zip'])
    const verified = await accede(env, 'verify', at('one.zip'))
    expect([verified.code, verified.stderr]).toEqual([0, ''])
    expect(verified.stdout).toContain('4 files are as they were made: 2 rows')
    expect(verified.stdout).toContain('the audit of this site has it')
  })

  test('writes into a folder, one view, in one order', async () => {
    await exported('--format', 'jsonl', '--output', at('folder'), '--query', 'country=KE')
    const [name] = readdirSync(at('folder')).filter((file) => file.endsWith('.jsonl'))
    expect(readFileSync(join(at('folder'), name!), 'utf8')).toContain('"Bo"')
    expect((await accede(env, 'verify', at('folder'))).code).toBe(0)
  })

  test('goes on from the last one of the same', async () => {
    await exported('--format', 'jsonl', '--output', at('a.zip'), '--query', 'kind=individual')
    const { code } = await exported(
      ...[
        '--format',
        'jsonl',
        '--output',
        at('b.zip'),
        '--query',
        'kind=individual',
        '--since-last',
      ],
    )
    const files = await unzip(at('b.zip'))
    // The clock of this app is months behind the command's: nobody changed since.
    expect([code, rowsIn(files)]).toEqual([0, []])
    expect(manifestIn(files).since).not.toBeNull()
  })

  test.each([
    [['--format', 'csv', '--output', 'x.zip', '--preset', 'all'], '--preset must be one of'],
    [['--format', 'docx', '--output', 'x.zip'], '--format must be one or several of'],
    [['--output', 'x.zip'], '--format must be one or several of'],
    [['--format', 'csv', '--output', 'x.zip', '--columns', 'email'], 'no such column'],
    [['--format', 'csv', '--output', 'x.zip', '--preset', 'full'], 'needs --reason'],
    [['--format', 'csv'], '--output must name'],
    [['--format', 'csv', '--output', '/'], 'is there already'],
    [['--format', 'csv', '--nonsense'], '--nonsense'],
  ])('says what is wrong with %j', async (args, words) => {
    const { code, stderr } = await exported(...args)
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)])
  })

  test('writes over nothing', async () => {
    writeFileSync(at('there.zip'), 'mine')
    expect((await exported('--format', 'csv', '--output', at('there.zip'))).code).toBe(2)
    expect(readFileSync(at('there.zip'), 'utf8')).toBe('mine')
  })
})

describe('accede verify FILE', () => {
  const verify = (name: string) => accede({ DATA_DIR: at('nowhere') }, 'verify', at(name))
  beforeAll(() => exported('--format', 'csv,jsonl', '--output', at('good')))
  const copied = (name: string) => {
    cpSync(at('good'), at(name), { recursive: true })
    const [csv] = readdirSync(at(name)).filter((file) => file.endsWith('.csv'))
    return join(at(name), csv!)
  }

  test('works without the site', async () => {
    const { code, stdout } = await verify('good')
    expect([code, stdout]).toEqual([0, expect.stringContaining('held against no audit')])
    expect(readdirSync(folder)).not.toContain('accede.db')
  })

  test('names the file that was changed, is missing, or was added', async () => {
    appendFileSync(copied('changed'), 'x')
    rmSync(copied('missing'))
    writeFileSync(join(copied('added'), '..', 'more.csv'), '')
    for (const [name, words] of [
      ['changed', /delivery-\d+\.csv is not as it was made/],
      ['missing', /delivery-\d+\.csv is missing/],
      ['added', /more\.csv is not in the manifest/],
    ] as const) {
      const { code, stderr } = await verify(name)
      expect([code, stderr]).toEqual([1, expect.stringMatching(words)])
    }
  })

  test('tells by the audit that a manifest was written anew', async () => {
    copied('forged')
    const path = join(at('forged'), 'manifest.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"rows": 2', '"rows": 3'))
    expect((await verify('forged')).code).toBe(0)
    const { code, stderr } = await accede(env, 'verify', at('forged'))
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('knows no export with this manifest'),
    ])
  })

  test.each([
    ['nothing', undefined, 'cannot be read'],
    ['text.zip', 'no ZIP at all', 'cannot be read'],
    ['empty.zip', '', 'cannot be read'],
  ])('says what is wrong with %s', async (name, content, words) => {
    if (content !== undefined) writeFileSync(at(name), content)
    const { code, stderr } = await verify(name)
    expect([code, stderr]).toEqual([1, expect.stringContaining(words)])
  })

  test('says that a cut ZIP is none', async () => {
    const whole = readFileSync(at('one.zip'))
    writeFileSync(at('cut.zip'), whole.subarray(0, whole.length - 200))
    expect((await verify('cut.zip')).code).toBe(1)
    const bent = Buffer.from(whole)
    bent.fill(0, 200, 260)
    writeFileSync(at('bent.zip'), bent)
    expect((await verify('bent.zip')).code).toBe(1)
  })
})
