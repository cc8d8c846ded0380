import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sign } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { get } from '../support/visitor.ts'

const COMMAND_LINE = new URL('../../src/server/command-line.ts', import.meta.url).pathname

let site: Site
beforeAll(async () => {
  site = await startSite({ WORKERS: '1' })
})
afterAll(() => site.remove())

const accede = (...args: string[]) =>
  promisify(execFile)(process.execPath, [COMMAND_LINE, ...args], {
    env: { PATH: process.env['PATH'], DATA_DIR: site.dataDir },
  })

describe('An operator, while the site runs', () => {
  test('closes the campaign and opens it again, without a restart', async () => {
    expect((await get(site, '/sign')).status).toBe(200)
    await accede('settings', 'closes_at', '2020-01-01')
    expect((await get(site, '/sign')).status).toBe(403)
    await accede('settings', 'closes_at', 'never')
    expect((await get(site, '/sign')).status).toBe(200)
  })

  test('verifies the counts', async () => {
    await sign(site)
    expect((await accede('verify')).stdout).toContain('The counts equal the register.')
  })
})
