/** The work list of staff and their home: every filter and many combinations, as pages, at the size given. */
import { get } from 'node:http'
import { startSite } from '../support/site.ts'
import { signInStaff } from '../support/staff.ts'
import { benchData } from './data.ts'
import { ms, summary } from './measure.ts'
import type { Scenario } from './scenario.ts'

const TARGET = 100
const REQUESTS = 40
const METHOD = `Somebody of staff asks for one page after another, each of them made anew: milliseconds from asking to the last byte, session, count and page included. The aim is a 95th percentile under ${TARGET} ms for each filter.`

/** Every filter, combinations that find much, little and nothing, and the pages of the home. */
export const WORK_PAGES: readonly (readonly [name: string, path: string])[] = [
  ['Home of staff', '/staff'],
  ['Home of staff, by hour', '/staff?unit=hour'],
  ...(
    [
      ['Everything', ''],
      ['Everything, oldest first', 'sort=oldest'],
      ['State: published', 'state=published'],
      ['State: in review', 'state=review&sort=oldest'],
      ['State: withdrawn', 'state=withdrawn'],
      ['Kind: organisation', 'kind=organisation'],
      ['Text: Declaration', 'text=declaration'],
      ['Country: large', 'country=US'],
      ['Country: small', 'country=LI'],
      ['A week', 'from=2026-05-04&to=2026-05-10'],
      ['A year', 'from=2026-01-01&to=2026-12-31'],
      ['Domain', 'domain=example.net'],
      ['Network', 'network=192.0.0.0%2F12'],
      ['Held for vetting', 'held=vetting'],
      ['Held by a rule', 'rule=7'],
      ['Has a comment', 'comment=waiting'],
      ['First name', 'q=maria'],
      ['Three letters', 'q=mar'],
      ['Address', 'q=sample-77777'],
      ['First part of very many addresses', 'q=sample-1'],
      ['Signatory no.', 'q=4711'],
      [
        'Much: published, individuals, both texts, comment',
        'state=published&kind=individual&text=declaration&comment=waiting',
      ],
      ['Little: small country, withdrawn', 'country=LI&state=withdrawn'],
      [
        'Nothing: withdrawn organisations of a country',
        'state=withdrawn&kind=organisation&country=US',
      ],
      ['Nothing: individuals to be vetted', 'kind=individual&held=vetting&domain=example.net'],
      [
        'Domain, country, text, comment',
        'domain=example.net&country=DE&text=declaration&comment=waiting',
      ],
      ['Name in a country, sorted by name', 'q=maria&country=PT&sort=name'],
      [
        'Name, period, domain, state',
        'q=mar&from=2026-03-01&to=2026-06-30&domain=example.org&state=published',
      ],
      ['Sorted by name, too many to sort', 'sort=name&state=published'],
    ] as const
  ).map(([name, query]) => [name, `/staff/endorsements?${query}`] as const),
]

export const workList: Scenario = async ({ rows }) => {
  const site = await startSite({
    DATA_DIR: await benchData(rows),
    LOG_LEVEL: 'silent',
    WORKERS: '2',
  })
  try {
    const member = await signInStaff(site, 'editor', `bench-${Date.now()}@staff.example`)
    const time = (path: string) => timed(site.url + path, member.cookies())
    for (let i = 0; i < 20; i++) await time('/staff/endorsements?q=warm')
    const measured: { name: string; times: number[] }[] = []
    for (const [name, path] of WORK_PAGES) {
      const times: number[] = []
      for (let i = 0; i < REQUESTS; i++) times.push(await time(path))
      measured.push({ name, times })
    }
    const figures = measured.map(({ name, times }) => ({ name, ...summary(times) }))
    return {
      title: `The work list of staff at ${rows.toLocaleString('en')}`,
      method: METHOD,
      columns: ['Page', 'requests', 'median', 'p95', 'max'],
      table: figures.map((one) => [
        one.name,
        String(one.requests),
        ms(one.median),
        ms(one.p95),
        ms(one.max),
      ]),
      remarks: [],
      details: [],
      problems: figures
        .filter(({ p95 }) => p95 >= TARGET)
        .map(({ name, p95 }) => `${name}: p95 is ${ms(p95)} ms`),
    }
  } finally {
    await site.stop()
  }
}

function timed(address: string, cookies: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    get(address, { headers: { Cookie: cookies } }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - started)
        else reject(new Error(`${address} was answered with ${response.statusCode}`))
      })
    }).on('error', reject)
  })
}
