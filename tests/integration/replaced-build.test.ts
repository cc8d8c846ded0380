import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { replaceBuild } from '../../scripts/replace-build.mjs'
import { sign } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { get } from '../support/visitor.ts'

/** The parts of the project that a site runs from. */
const PARTS = ['src', 'db', 'content', 'dist', 'package.json']

const rename = (folder: string) => {
  for (const name of readdirSync(folder))
    renameSync(join(folder, name), join(folder, `next-${name}`))
}

let copy: string
let site: Site
let files: string[]

beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'accede-copy-'))
  for (const part of PARTS) cpSync(part, join(copy, part), { recursive: true })
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'))
  site = await startSite({}, join(copy, 'src/server/main.ts'))
  const client = join(copy, 'dist/client')
  files = readdirSync(client, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name).slice(client.length))
  // Another build comes in its place, under other names.
  cpSync(join(copy, 'dist'), join(copy, 'dist-next'), { recursive: true })
  for (const part of ['client/assets', 'server/chunks']) rename(join(copy, 'dist-next', part))
  replaceBuild(copy)
})
afterAll(async () => {
  await site.remove()
  rmSync(copy, { recursive: true, force: true })
})

describe('A site whose build is replaced while it runs', () => {
  test('goes on to serve the files that its pages link to', async () => {
    expect(files.length).toBeGreaterThan(5)
    for (const path of files) {
      const { status, headers } = await get(site, path)
      expect(status, path).toBe(200)
      expect(headers.get('content-type'), path).not.toBe('application/octet-stream')
      if (path.startsWith('/assets/'))
        expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      const again = await get(site, path, { headers: { 'If-None-Match': headers.get('etag')! } })
      expect(again).toMatchObject({ status: 304, body: '' })
    }
  })

  test('shows pages that nobody has asked for before, and takes signatures', async () => {
    for (const path of ['/', '/about', '/declaration', '/convention/chapters/2', '/map', '/sign'])
      expect((await get(site, path)).status, path).toBe(200)
    expect((await get(site, '/assets/of-the-next-build.css')).status).toBe(404)
    await sign(site)
    expect((await get(site, '/signatories')).body).toContain('Ana Pereira')
  })
})
