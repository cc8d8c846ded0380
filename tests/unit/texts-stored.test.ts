/** Texts as files: what is written is read again, and what is mended by hand is checked. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { textService } from '../../src/server/texts/index.ts'
import { findTexts, readFiles, readText } from '../../src/server/texts/stored/folder.ts'
import { parseText } from '../../src/server/texts/stored/parse.ts'
import { printText } from '../../src/server/texts/stored/print.ts'
import { anyText } from '../support/any-text.ts'
import { SMALL_CONTENT } from '../support/texts.ts'

test('whatever a text holds, its files say the same', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(parseText(printText(text))).toEqual(text)
    }),
    { numRuns: 100 },
  )
})

test('the same text gives the same files', () => {
  const [folder] = findTexts(SMALL_CONTENT)
  expect(printText(readText(SMALL_CONTENT, folder!))).toEqual(readFiles(folder!))
})

describe('a text mended by hand', () => {
  let root: string
  let folder: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'accede-texts-'))
    folder = join(root, 'convention/1.0/en')
    cpSync(SMALL_CONTENT, root, { recursive: true })
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  const change = (name: string, from: string, to: string) => {
    const contents = readFileSync(join(folder, name), 'utf8')
    expect(contents).toContain(from)
    writeFileSync(join(folder, name), contents.replace(from, to))
  }

  test('with line ends of another system is the same text', () => {
    const before = readText(root, folder)
    const contents = readFileSync(join(folder, 'chapter-02.md'), 'utf8')
    writeFileSync(join(folder, 'chapter-02.md'), contents.replaceAll('\n', '\r\n'))
    expect(readText(root, folder)).toEqual(before)
  })

  test.each([
    ['chapter-02.md', '    (i)', '   (i)', /chapter-02\.md:13: cannot be read/],
    ['chapter-02.md', '  (a)', '      (a)', /chapter-02\.md:11: is indented under nothing/],
    ['chapter-02.md', '  > and these', '> and these', /chapter-02\.md:23: cannot be read/],
    ['chapter-02.md', '### 3.', '### three', /chapter-02\.md:5: a heading begins with a number/],
    ['chapter-02.md', '# II.', '# Two.', /chapter-02\.md:1: a number such as II is missing/],
    ['chapter-02.md', '## 1. Lists', '# III. Lists', /chapter-02\.md:3: a file holds one chapter/],
    ['chapter-01.md', '[Article 3(2)', '[Article [3(2)', /chapter-01\.md:5: cannot be read from/],
    ['chapter-01.md', '(3#p2-a-ii)', '(javascript:1)', /is not an address/],
    ['text.json', '"specimen"', '"holy"', /text\.json: status /],
    ['text.json', '{', '', /text\.json is not JSON/],
    ['text.json', '"1.0"', '"1.1"', /says convention 1\.1 en, the folder says another/],
  ])('%s: "%s" made "%s" stops with one line that says where', (name, from, to, problem) => {
    change(name, from, to)
    expect(() => textService(root)).toThrow(problem)
  })

  test('may have a matrix, whose articles are there', () => {
    const matrix = {
      categories: [{ id: 'readers', name: 'Readers', chapter: 1 }],
      groups: [{ id: 'reading', name: 'Reading' }],
      cells: [{ group: 'reading', category: 'readers', new: ['1'], inherited: ['99'] }],
    }
    const write = () => writeFileSync(join(folder, 'matrix.json'), JSON.stringify(matrix))
    write()
    expect(() => textService(root)).toThrow(/matrix\.json: no article 99/)
    matrix.cells[0]!.inherited = ['2']
    write()
    expect(textService(root).all[0]?.matrix).toEqual(matrix)
  })

  test('leaves alone what is no text', () => {
    mkdirSync(join(root, 'declaration/guide'), { recursive: true })
    writeFileSync(join(root, 'declaration/guide/1.md'), '# A guide')
    expect(textService(root).all.map(({ text }) => text.id)).toEqual(['convention'])
  })
})
