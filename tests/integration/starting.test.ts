import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startInVain } from '../support/command.ts'
import { freePort } from '../../scripts/cluster/free-port.ts'
import { startSite, type Site } from '../support/site.ts'
import { get } from '../support/visitor.ts'

let site: Site
let folder: string
beforeAll(async () => {
  site = await startSite()
  folder = mkdtempSync(join(tmpdir(), 'accede-start-'))
})
afterAll(async () => {
  await site.remove()
  rmSync(folder, { recursive: true, force: true })
})

const own = async (env: Record<string, string> = {}) => ({
  DATA_DIR: join(folder, 'data'),
  PORT: String(await freePort()),
  WORKERS: '0',
  ...env,
})

/** It ended with exit code 1 and said why, in so many lines and nothing more. */
async function expectLines(env: Record<string, string>, lines: RegExp[]): Promise<void> {
  const { code, stdout, stderr } = await startInVain(env)
  const said = stderr.trim().split('\n')
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(said).toHaveLength(lines.length)
  lines.forEach((line, i) => expect(said[i]).toMatch(line))
}

describe.each(['0', '2'])('an operator starts a site (WORKERS=%s)', (WORKERS) => {
  test('on a port that is in use, and is told so', async () => {
    const { port } = new URL(site.url)
    await expectLines(await own({ WORKERS, PORT: port }), [new RegExp(`^PORT ${port} is in use`)])
  })

  test('on the data of a running site, and is told so, and that site goes on', async () => {
    const env = await own({ WORKERS, DATA_DIR: site.dataDir })
    await expectLines(env, [
      new RegExp(`^Process ${site.process.pid} already runs on ${site.dataDir}`),
    ])
    expect((await get(site, '/readyz')).status).toBe(200)
  })
})

describe('an operator starts a site', () => {
  test('with two wrong settings, and is told both', async () => {
    await expectLines(await own({ PORT: 'http', LOG_LEVEL: 'loud' }), [
      /^PORT must be a whole number/,
      /^LOG_LEVEL must be one of/,
    ])
  })

  test('with a proxy that is none, and is told so', async () => {
    await expectLines(await own({ TRUST_PROXY: 'nginx' }), [/^TRUST_PROXY must be/])
  })

  test('with a file where the data should be, and is told so', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    await expectLines(await own({ DATA_DIR: file }), [/^Accede cannot start: .*file/])
  })

  test('on a file that is no database, and is told so', async () => {
    const broken = mkdtempSync(join(folder, 'broken-'))
    writeFileSync(join(broken, 'accede.db'), 'This is no database. '.repeat(500))
    await expectLines(await own({ DATA_DIR: broken }), [/^Accede cannot start: .*not a database/])
  })
})

test('a site says where it is, and once stopped it starts again on the same data', async () => {
  const env = await own()
  const first = await startSite(env)
  expect(first.output()).toContain(`Accede is at http://127.0.0.1:${env.PORT}`)
  expect(await first.stop()).toBe(0)
  const second = await startSite(env)
  expect((await get(second, '/')).status).toBe(200)
  expect(await second.stop()).toBe(0)
})

test('the same secret serves after a restart: links and forms go on working', async () => {
  const env = await own({ DATA_DIR: join(folder, 'kept') })
  const first = await startSite(env)
  const key = /name="formKey"[^>]*value="([^"]*)"/.exec((await get(first, '/sign')).body)![1]!
  await first.stop()
  const second = await startSite(env)
  const body = new URLSearchParams({
    formKey: key,
    texts: 'convention',
    name: 'Ana',
    email: 'a@example.org',
    country: 'PT',
    consent: 'on',
  })
  const answer = await get(second, '/sign', {
    method: 'POST',
    body,
    headers: { Origin: second.url },
  })
  expect(answer.status).toBe(303)
  await second.stop()
})
