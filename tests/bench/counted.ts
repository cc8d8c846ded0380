/** What one submission, one confirmation, one page costs at a libSQL server that bills by rows. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startPrimary } from '../../scripts/cluster/sqld.ts'
import { prepareSample } from '../../scripts/sample/prepare.ts'
import { loadConfig } from '../../src/server/config.ts'
import { readMail } from '../../src/server/mail/mailbox.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { personForm, visitor } from '../support/app-people.ts'
import { until } from '../support/until.ts'
import { countingProxy, type Counted, type CountingProxy } from './counting-proxy.ts'
import type { Scenario } from './scenario.ts'

const ROWS = 20_000
const PEOPLE = 50
/** Seconds of doing nothing, to know what that costs. */
const REST = 20
/** Rows that the jobs of a site at rest read in five seconds, at most. */
const FEW = 500
const COUNTRIES = ['PT', 'BR', 'IN', 'KE', 'FR', 'US', 'DE', 'NG', 'MX', 'ZA']

type Row = { name: string; times: number; counted: Counted; seconds: number }

export const counted: Scenario = async ({ short }) => {
  const rows = await measure(short ? 2000 : ROWS)
  const rest = rows[0]!
  // What goes on by itself is taken off the others.
  const each = ({ times, counted, seconds }: Row, figure: keyof Counted) =>
    Math.max(0, counted[figure] - (rest.counted[figure] / rest.seconds) * seconds) / times
  return {
    title: 'What a libSQL server counts',
    method: `Rows read and written as the server reports them (hosted servers bill by these), for one of each: averages of ${PEOPLE} people one after the other, mails with them, and of pages that are rendered, on a register of ${(short ? 2000 : ROWS).toLocaleString('en')}. Together, people gather into fewer requests. A page from memory or from a CDN costs nothing.`,
    columns: ['What', 'rows read', 'rows written', 'requests'],
    table: [
      [
        'A second of a site machine at rest',
        ...(['read', 'written', 'requests'] as const).map((figure) =>
          (rest.counted[figure] / rest.seconds).toFixed(1),
        ),
      ],
      ...rows
        .slice(1)
        .map((row) => [
          row.name,
          ...(['read', 'written', 'requests'] as const).map((figure) =>
            each(row, figure).toFixed(1),
          ),
        ]),
    ],
    remarks: [],
    details: [],
    problems: [],
  }
}

async function measure(size: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'accede-counted-'))
  const primary = await startPrimary(join(folder, 'primary'))
  const proxy = await countingProxy(primary.url)
  try {
    const env = { DATABASE_URL: primary.url, DATABASE_AUTH_TOKEN: primary.token }
    const config = loadConfig({ ...env, DATA_DIR: join(folder, 'fill'), LOG_LEVEL: 'silent' })
    await prepareSample(config, { count: size, end: Date.now() })
    const app = await startApp({ ...env, DATABASE_URL: proxy.url })
    const rows = await steps(app, proxy)
    await app.remove()
    return rows
  } finally {
    await proxy.close()
    await primary.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function steps(app: TestApp, proxy: CountingProxy): Promise<Row[]> {
  const rows: Row[] = []
  const step = async (name: string, times: number, work: (nth: number) => Promise<unknown>) => {
    proxy.take()
    const started = performance.now()
    for (let nth = 0; nth < times; nth++) await work(nth)
    const seconds = (performance.now() - started) / 1000
    rows.push({ name, times, counted: proxy.take(), seconds })
  }
  const filter = (query: string) => app.register.readFilter(new URLSearchParams(query))
  await atRest(proxy)
  await step('rest', 1, () => pause(REST * 1000))
  await step('A submission, with its mail', PEOPLE, async (nth) => {
    await app.endorsements.submit(personForm(app, { email: `counted.${nth}@example.org` }), visitor)
    await mails(app, nth + 1)
  })
  const links = await confirmLinks(app)
  await step('A confirmation, with its mail', PEOPLE, async (nth) => {
    await app.endorsements.confirm(links[nth], {})
    await mails(app, PEOPLE + nth + 1)
  })
  await step('The counts', 20, () => app.register.countsNow())
  await step('The register, first page', 20, () => app.register.list(filter('')))
  await step('The register, deep', 20, (nth) => app.register.list(filter(`cursor=${900 + nth}`)))
  await step('A country, with its figures', COUNTRIES.length, async (nth) => {
    await app.register.country(COUNTRIES[nth]!)
    await app.register.list(filter(`country=${COUNTRIES[nth]!}`))
  })
  await step('A search by name', 5, (nth) =>
    app.register.list(filter(`q=${['maria', 'ana', 'chen', 'ali', 'john'][nth]!}`)),
  )
  return rows
}

/** What the sample has left to the jobs is done when a few seconds read next to nothing. */
async function atRest(proxy: CountingProxy): Promise<void> {
  for (let left = 24; left > 0; left--) {
    proxy.take()
    await pause(5000)
    if (proxy.take().read < FEW) return
  }
  throw new Error('the jobs of a site at rest read as much as those of one at work')
}

const mailbox = (app: TestApp) => join(app.config.dataDir, 'mailbox')

const mails = (app: TestApp, count: number) =>
  until(() => {
    try {
      return readdirSync(mailbox(app)).filter((name) => name.endsWith('.eml')).length >= count
    } catch {
      return false
    }
  }, 'the mail')

async function confirmLinks(app: TestApp): Promise<string[]> {
  const ids = readdirSync(mailbox(app)).map((name) => name.replace('.eml', ''))
  const read = await Promise.all(ids.map((id) => readMail(app.config.dataDir, id)))
  return read.map((mail) => /\/confirm\/(\S{43})\s/.exec(mail!.text)![1]!)
}
