/** An operator brings in the official text from a terminal. */
import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { specimenConvention } from '../../scripts/specimen/build.ts'
import { markdownSpecimen } from '../../scripts/specimen/formats/markdown.ts'
import { textService } from '../../src/server/texts/index.ts'
import { accede } from '../support/command.ts'
import { startApp } from '../support/app.ts'

const ASKED = ['--text', 'convention', '--edition', '1.0', '--language', 'en']
let folder: string
let env: Record<string, string>
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accede-text-'))
  env = { CONTENT_DIR: join(folder, 'content'), DATA_DIR: join(folder, 'data') }
  file = join(folder, 'official.md')
  writeFileSync(file, markdownSpecimen(specimenConvention('en')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const stored = () => join(folder, 'content/convention/1.0/en')
const bring = (...more: string[]) => accede(env, 'text', 'import', file, ...ASKED, ...more)
const change = (from: string, to: string) => {
  const words = readFileSync(file, 'utf8')
  expect(words).toContain(from)
  writeFileSync(file, words.replace(from, to))
}
const contents = () =>
  Object.fromEntries(
    readdirSync(stored()).map((name) => [name, readFileSync(join(stored(), name), 'utf8')]),
  )

describe('the import', () => {
  test('writes readable files, says what it found, and opens no database', async () => {
    const { code, stdout, stderr } = await bring('--date', '2018-04-01', '--source', 'A journal')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/chapters +8\n +parts +7\n +articles +165/)
    expect(Object.keys(contents())).toContain('chapter-08.md')
    expect(JSON.parse(contents()['text.json']!)).toMatchObject({
      ...{ status: 'official', date: '2018-04-01', source: 'A journal' },
    })
    expect(existsSync(env['DATA_DIR']!)).toBe(false)
  })

  test('of the same file changes nothing', async () => {
    await bring()
    const before = statSync(join(stored(), 'chapter-01.md')).mtimeMs
    const { code, stdout } = await bring()
    expect(code).toBe(0)
    expect(stdout).toContain('says the same already; nothing changed.')
    expect(statSync(join(stored(), 'chapter-01.md')).mtimeMs).toBe(before)
  })

  test('of a new version changes the file it is in, and keeps the matrix', async () => {
    await bring()
    writeFileSync(join(stored(), 'matrix.json'), '{}')
    const before = contents()
    change('This paragraph of the specimen has a number.', 'This paragraph was changed.')
    expect((await bring()).stdout).toContain('Wrote 1 file (chapter-01.md)')
    expect(contents()).toEqual({ ...before, 'chapter-01.md': contents()['chapter-01.md'] })
  })

  test('on trial writes nothing', async () => {
    const { code, stdout } = await bring('--dry-run')
    expect(code).toBe(0)
    expect(stdout).toContain('Would write 13 files')
    expect(existsSync(env['CONTENT_DIR']!)).toBe(false)
  })

  test('of a doubtful text writes nothing, unless the operator has looked', async () => {
    change('Article 12. ', 'Article 122. ')
    const { code, stdout, stderr } = await bring()
    expect(code).toBe(1)
    expect(stdout).toContain('doubtful: ')
    expect(stdout).toMatch(/line \d+: Article 122 follows a gap: Article 12 is missing/)
    expect(stderr).toMatch(/^\d+ doubtful: nothing was imported/)
    expect(existsSync(env['CONTENT_DIR']!)).toBe(false)
    expect((await bring('--accept-warnings')).code).toBe(0)
    expect(textService(env['CONTENT_DIR']!).has('convention')).toBe(true)
  })

  test('is seen by the site after its next start', async () => {
    await bring()
    const app = await startApp({ CONTENT_DIR: env['CONTENT_DIR']! })
    expect(app.texts.forReader('convention', 'en')?.articles.length).toBe(165)
    await app.remove()
  })
})

describe('an import that is killed', () => {
  test('leaves the old text or the new one, whole', async () => {
    await bring()
    const old = contents()
    change('This paragraph of the specimen has a number.', 'This paragraph was changed.')
    for (const wait of [50, 250, 450, 650]) {
      await killedAfter(wait)
      const [text] = textService(env['CONTENT_DIR']!).all
      expect(text?.articles.length).toBe(165)
    }
    await bring()
    expect(Object.keys(contents())).toEqual(Object.keys(old))
    expect(readdirSync(join(stored(), '..'))).toEqual(['en'])
  })

  test('between the two renames leaves the old one to be read, and the next import mends it', async () => {
    await bring()
    cpSync(stored(), `${stored()}.new`, { recursive: true })
    renameSync(stored(), `${stored()}.old`)
    expect(textService(env['CONTENT_DIR']!).all.length).toBe(1)
    expect((await bring()).stdout).toContain('says the same already')
    expect(readdirSync(join(stored(), '..'))).toEqual(['en'])
  })

  function killedAfter(milliseconds: number): Promise<unknown> {
    const program = new URL('../../src/server/command-line.ts', import.meta.url).pathname
    const child = spawn(process.execPath, [program, 'text', 'import', file, ...ASKED], { env })
    setTimeout(() => child.kill('SIGKILL'), milliseconds)
    return new Promise((resolve) => child.once('exit', resolve))
  }
})

describe('an operator who asks wrongly is told', () => {
  test.each([
    [['text'], /^npm run accede -- text import FILE/],
    [['text', 'export'], /^npm run accede -- text import FILE/],
    [['text', 'import', 'a.pdf'], /^npm run accede -- text import FILE/],
    [['text', 'import', 'a.pdf', ...ASKED, '--loud'], /--loud/],
    [
      ['text', 'import', 'a.pdf', ...ASKED, '--status', 'holy'],
      /^--status must be one of official/,
    ],
    [['text', 'import', 'a.pdf', ...ASKED, '--date', 'today'], /^--date /],
    [['text', 'import', 'a.pdf', ...ASKED.with(1, 'treaty')], /^--text must be one of convention/],
    [['text', 'import', 'a.pdf', ...ASKED.with(3, '../..')], /^--edition is not an edition/],
    [['text', 'import', 'a.pdf', ...ASKED.with(5, '../en')], /^--language is not a language/],
    [['text', 'import', 'a.pdf', ...ASKED], /^a\.pdf is not there$/],
  ])('%j', async (args, words) => {
    const { code, stderr } = await accede(env, ...args)
    expect(code).toBe(2)
    expect(stderr.trim()).toMatch(words)
    expect(stderr).not.toContain('    at ')
  })

  test('and one who asks for help gets it', async () => {
    const { code, stdout } = await accede(env, 'text', '--help')
    expect(code).toBe(0)
    expect(stdout).toContain('--accept-warnings')
    expect((await accede(env, '--help')).stdout).toContain('text import FILE')
  })
})
