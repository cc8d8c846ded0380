/** Files that are made once and kept, by several processes in one folder. */
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keptFiles } from '../../src/server/texts/formats/kept.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accede-kept-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function maker(bytes = 10) {
  const made: string[] = []
  const make = (name: string) => async () => {
    made.push(name)
    await new Promise(setImmediate)
    return Buffer.alloc(bytes, name)
  }
  return { made, make }
}

test('whoever asks at once, in one process or in two, it is made once', async () => {
  const { made, make } = maker()
  const [one, other] = [keptFiles(folder), keptFiles(folder)]
  const asked = [one, one, other, other, one].map((kept) => kept.get('a.pdf', make('a.pdf')))
  const bodies = await Promise.all(asked)
  expect(made).toEqual(['a.pdf'])
  for (const bytes of bodies) expect(Buffer.from(bytes!).toString()).toBe('a.pdfa.pdf')
  await one.get('a.pdf', make('a.pdf'))
  expect(made).toEqual(['a.pdf'])
  expect(readdirSync(folder)).toEqual(['a.pdf'])
})

test('what is asked for least goes first when there is too much', async () => {
  const { make } = maker(40)
  const kept = keptFiles(folder, 100)
  for (const [nth, name] of ['a', 'b'].entries()) {
    await kept.get(name, make(name))
    utimesSync(join(folder, name), nth, nth)
  }
  await kept.get('a', make('a'))
  await kept.get('c', make('c'))
  expect(readdirSync(folder).sort()).toEqual(['a', 'c'])
})

test('one that cannot be made leaves nothing behind, and is tried again', async () => {
  const kept = keptFiles(folder)
  await expect(kept.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(readdirSync(folder)).toEqual([])
  expect(await kept.get('a', () => undefined)).toBeUndefined()
  expect(await kept.get('a', maker().make('a'))).toBeDefined()
})

test('the mark of a process that is gone does not hold up the others for ever', async () => {
  const mark = join(folder, 'a.making')
  writeFileSync(mark, '')
  utimesSync(mark, 1, 1)
  expect(await keptFiles(folder).get('a', maker().make('a'))).toBeDefined()
  expect(readdirSync(folder)).not.toContain('a.making')
})
