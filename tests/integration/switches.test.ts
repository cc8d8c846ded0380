import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ana, fillInSign, linkTo, mailsTo, sign } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { until } from '../support/until.ts'
import { fillIn, get, post, type Answer } from '../support/visitor.ts'

const COMMAND_LINE = new URL('../../src/server/command-line.ts', import.meta.url).pathname
/** Each request on a connection of its own, so that both processes get some. */
const fresh = { headers: { Connection: 'close' } }

let site: Site
beforeAll(async () => {
  site = await startSite({ WORKERS: '2' })
})
afterAll(() => site.remove())

const accede = (...args: string[]) =>
  promisify(execFile)(process.execPath, [COMMAND_LINE, 'settings', ...args], {
    env: { PATH: process.env['PATH'], DATA_DIR: site.dataDir },
  })

/** Waits until eight requests in a row, so every process, are answered as described. */
async function everywhere(path: string, fits: (answer: Answer) => boolean): Promise<void> {
  const all = async () => {
    for (let i = 0; i < 8; i++) if (!fits(await get(site, path, fresh))) return false
    return true
  }
  await until(all, `${path} on every process`)
}

describe('While the site is read-only', () => {
  const notice = 'Back at 14:00 UTC: we move <house>.'
  let confirm: string
  beforeAll(async () => {
    await sign(site, { email: 'before@example.org' })
    await fillInSign(site, { email: 'halfway@example.org' })
    confirm = await linkTo(site, 'halfway@example.org', 'confirm')
    await get(site, '/about')
    await accede('read_only', notice)
  })
  afterAll(() => accede('read_only', 'off'))

  test.each(['/', '/about', '/signatories', '/sign', '/manage'])(
    '%s is there and shows the notice',
    async (path) => {
      const shown = ({ status, body }: Answer) =>
        status === 200 && body.includes('Back at 14:00 UTC: we move &lt;house&gt;.')
      await everywhere(path, shown)
    },
  )

  test('signing answers 503 with the notice, and keeps what was typed', async () => {
    const refused = await fillInSign(site, { email: 'during@example.org' })
    expect(refused.status).toBe(503)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.body).toContain('during@example.org')
    expect(refused.body).toContain('What you typed is still here.')
    expect(refused.body.match(/Back at 14:00 UTC/g)).toHaveLength(2)
  })

  test('an organisation is told the same', async () => {
    const refused = await fillIn(site, '/sign/organisation', { organisationName: 'Open Borders' })
    expect(refused.status).toBe(503)
    expect(refused.body).toContain('Open Borders')
    expect(refused.body).toContain('What you typed is still here.')
  })

  test.each([
    ['asking for a link', () => '/manage'],
    ['confirming', () => confirm],
    ['changing', () => '/manage/0123456789abcdef'],
    ['withdrawing', () => '/manage/0123456789abcdef/withdrawal'],
    ['erasing', () => '/manage/0123456789abcdef/erasure'],
  ])('%s answers 503 with the notice', async (_, path) => {
    const refused = await post(site, path(), { email: ana['email'] })
    expect(refused.status).toBe(503)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.body).toContain('Back at 14:00 UTC')
  })

  test('afterwards forms are taken again, and no banner is left', async () => {
    await accede('read_only', 'off')
    await everywhere('/about', ({ body }) => !body.includes('Back at 14:00'))
    expect((await post(site, confirm, {})).status).toBe(303)
    expect((await fillInSign(site, { email: 'during@example.org' })).status).toBe(303)
  })
})

test('while search is paused, a name search says so and filters go on', async () => {
  await sign(site, { email: 'wanjiru@example.org', name: 'Wanjiru Kamau', country: 'KE' })
  await everywhere('/signatories?q=wanjiru', ({ body }) => body.includes('Wanjiru Kamau'))
  await accede('pause_search', 'on')
  const paused = ({ status, body }: Answer) =>
    status === 200 && body.includes('is paused') && !body.includes('Wanjiru Kamau')
  await everywhere('/signatories?q=wanjiru', paused)
  await everywhere('/signatories?q=kamau', paused)
  await everywhere('/signatories/KE?q=kamau', paused)
  await everywhere('/signatories?country=KE', ({ body }) => body.includes('Wanjiru Kamau'))
  await accede('pause_search', 'off')
  await everywhere('/signatories?q=wanjiru', ({ body }) => body.includes('Wanjiru Kamau'))
})

test('while mail is paused confirmations go out and all other mail waits', async () => {
  const subjects = async (address: string) =>
    (await mailsTo(site, address)).map(({ subject }) => subject)
  await accede('pause_mail', 'on')
  await sign(site, { email: 'paused@example.org' })
  await fillInSign(site, { email: 'later@example.org' })
  await linkTo(site, 'later@example.org', 'confirm')
  expect(await subjects('paused@example.org')).toEqual(['Please confirm your signature'])
  await accede('pause_mail', 'off')
  await until(async () => (await subjects('paused@example.org')).length === 2, 'the mail')
})

describe('The command', () => {
  test.each([
    ['pause_mail', 'perhaps'],
    ['pause_search', ''],
    ['read_only', 'on'],
    ['read_only', 'two\nlines'],
    ['read_only', 'x'.repeat(301)],
    ['read_only', 'a notice', 'without quotes'],
    ['pause_live', 'perhaps'],
    ['pause_everything', 'on'],
  ])('refuses settings %s %j', async (...args) => {
    await expect(accede(...args)).rejects.toMatchObject({ code: 2 })
  })
})
