/** The whole list as CSV, from a large register: it streams, and costs others nothing. */
import { mkdtempSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleEndorsements } from '../../scripts/sample/endorsements.ts'
import { configOf, prepareEmpty } from '../bench/data.ts'
import { fillDirectly } from '../bench/fill-directly.ts'
import { query } from '../support/database.ts'
import { figures } from '../support/figures.ts'
import { startSite, type Site } from '../support/site.ts'
import { until } from '../support/until.ts'
import { get } from '../support/visitor.ts'

/** Enough to show memory that grows with them; CSV_ROWS=1000000 tries a million. */
const ROWS = Number(process.env['CSV_ROWS'] ?? 200_000)
/** Megabytes. */
const MOST_MEMORY = 100
/** Pages after which a process holds for young objects what it will. */
const WARM = 500

let site: Site
beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'accede-csv-'))
  const now = Date.now()
  const wordings = await prepareEmpty(dataDir, now)
  const sample = sampleEndorsements({ count: ROWS, end: now })
  await fillDirectly(configOf(dataDir).databaseUrl, sample, wordings)
  site = await startSite({ DATA_DIR: dataDir, WORKERS: '0', LOG_LEVEL: 'error' })
}, 600_000)
afterAll(() => site.remove())

const memory = async () => (await figures(site)).get('process_resident_memory_bytes')! / 1e6

/** Fetches it. @param onBytes told of each piece @returns whether it came whole */
function fetchCsv(onBytes: (bytes: Buffer) => void): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL('/api/v1/signatories.csv', site.url), { agent: false })
    asked
      .on('response', (answer) =>
        answer.on('data', onBytes).on('close', () => resolve(answer.complete)),
      )
      .on('error', reject)
      .end()
  })
}

test(
  'comes whole, in little memory, while others are served at once',
  { timeout: 300_000 },
  async () => {
    const [listed] = await query(
      site,
      `select count(*) as n from endorsements where state = 'published' and visibility = 'public' and text_mask > 0`,
    )
    // What serving pages takes does not count, so it is taken by then.
    for (let i = 0; i < WARM; i++) await Promise.all([get(site, '/about'), memory()])
    const before = await memory()
    let [lines, most] = [0, 0]
    const waits: number[] = []
    let going = true
    const watching = (async () => {
      while (going) {
        const asked = performance.now()
        expect((await get(site, '/about')).status).toBe(200)
        waits.push(performance.now() - asked)
        most = Math.max(most, (await memory()) - before)
      }
    })()
    const started = performance.now()
    const whole = await fetchCsv((bytes) => {
      for (const byte of bytes) if (byte === 10) lines++
    })
    const seconds = (performance.now() - started) / 1000
    going = false
    await watching
    const usual = waits.toSorted((a, b) => a - b)[Math.floor(waits.length / 2)]!
    console.info(
      `${listed!['n']} rows in ${seconds.toFixed(1)} s; ${Math.round(most)} MB more at most; a hot page took ${Math.round(usual)} ms`,
    )
    expect(whole).toBe(true)
    // No name of the sample holds a line break.
    expect(lines).toBe(Number(listed!['n']) + 1)
    expect(most).toBeLessThan(MOST_MEMORY)
    // The middle: the other end is this very process, which counts lines meanwhile.
    expect(usual).toBeLessThan(250)
  },
)

test('is given to four at once; others come again, and who goes away makes room', async () => {
  let begun = 0
  const slow = Array.from({ length: 4 }, () => {
    let leave = () => {}
    const asked = request(new URL('/api/v1/signatories.csv', site.url), { agent: false })
    asked.on('response', (answer) => {
      begun++
      answer.pause()
      leave = () => void asked.destroy()
    })
    asked.on('error', () => {}).end()
    return () => leave()
  })
  await until(() => begun === 4, 'four downloads')
  const refused = await get(site, '/api/v1/signatories.csv')
  expect(refused.status).toBe(503)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  for (const leave of slow) leave()
  await until(async () => (await statusOfCsv()) === 200, 'a place')
})

/** Asks for it and goes away with the status. */
async function statusOfCsv(): Promise<number> {
  const gone = new AbortController()
  const { status } = await fetch(`${site.url}/api/v1/signatories.csv`, { signal: gone.signal })
  gone.abort()
  return status
}
