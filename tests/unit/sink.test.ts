/** Files that cannot be written say so to whoever writes them, and end nothing else. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fill } from '../../src/server/exports/sink.ts'

let folder: string
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'accede-sink-'))))
afterAll(() => rmSync(folder, { recursive: true }))

/** Pieces that are long in coming: what goes wrong meanwhile is nobody's await. */
async function* pieces(): AsyncGenerator<string> {
  for (let i = 0; i < 200; i++) {
    yield 'piece'
    await turn()
  }
}

test('a folder that is not there', async () => {
  await expect(fill(join(folder, 'none', 'file'), pieces())).rejects.toMatchObject({
    code: 'ENOENT',
  })
})

test('pieces that fail: their own problem is told', async () => {
  const failing = (async function* () {
    yield* pieces()
    throw new Error('the database is away')
  })()
  await expect(fill(join(folder, 'file'), failing)).rejects.toThrow('the database is away')
})
