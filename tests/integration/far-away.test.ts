/** A libSQL server far away: each answer takes longer than the pause between two looks at it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPrimary, type Primary } from '../../scripts/cluster/sqld.ts'
import { accede } from '../support/command.ts'
import { counts, sign } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { until } from '../support/until.ts'
import { get } from '../support/visitor.ts'

/** Milliseconds, as to another continent. */
const DELAY = 150

const folder = mkdtempSync(join(tmpdir(), 'accede-far-away-'))
let primary: Primary
let distance: Server
let env: Record<string, string>
let site: Site
beforeAll(async () => {
  primary = await startPrimary(folder)
  const url = new URL(primary.url)
  const port = Number(url.port)
  distance = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    near.on('error', () => far.destroy()).pipe(far)
    far.on('data', (bytes) => void setTimeout(() => near.write(bytes), DELAY))
    far.on('error', () => near.destroy()).on('close', () => setTimeout(() => near.end(), DELAY))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => distance.once('listening', resolve))
  url.port = String((distance.address() as AddressInfo).port)
  env = {
    DATABASE_URL: url.href,
    DATABASE_AUTH_TOKEN: primary.token,
    SECRET_KEY: 'the same secret key on every machine',
  }
  site = await startSite({ ...env, WORKERS: '2' })
})
afterAll(async () => {
  await site.remove()
  await primary.stop()
  await new Promise((resolve) => distance.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

test('takes signatures and shows them', async () => {
  await sign(site, { email: 'ana@example.org' })
  await sign(site, { email: 'chidi@example.org' })
  await until(async () => (await counts(site)).total === 2, 'the count')
})

test('follows settings that change quickly, and no process ends over it', async () => {
  const command = { ...env, DATA_DIR: site.dataDir }
  for (const banner of ['First', 'Second', 'Third'])
    expect(await accede(command, 'settings', 'banner', `${banner} banner.`)).toMatchObject({
      code: 0,
    })
  const shows = async () => (await get(site, '/about')).body.includes('Third banner.')
  await until(shows, 'the last banner')
  expect(site.output()).not.toMatch(/TypeError|"level":(50|60)/)
})
