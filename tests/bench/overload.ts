/**
 * Three times as much as the site can do: what it takes, what it refuses and how quickly, how reading
 * goes on meanwhile, and how soon all is as before.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startSite, type Site } from '../support/site.ts'
import { benchData } from './data.ts'
import { load, type Measured, type Source } from './load/index.ts'
import { ms, summary } from './measure.ts'
import type { Scenario, Section } from './scenario.ts'
import { mailService, signForms } from './sign-forms.ts'

const TIMES = 3
const AIMS = { reading: 250, taken: 3000, refused: 1000, recovery: 5 }
/** Seconds to find out how much it can do, and of the overload. */
const [CAPACITY, OVERLOAD] = [10, 30]
/** Hot pages that others read meanwhile. */
const HOT = ['/', '/signatories', '/convention/chapters/1', '/map', '/api/v1/counts.json']
const READERS = { connections: 50, rate: 200 }
/** Answers in a row that are as before, and what that means in milliseconds. */
const CALM = { answers: 10, within: 250 }

type Overloaded = {
  /** requests a second that were answered while everybody waited for the answer before */
  capacity: number
  flood: Measured
  reading: Measured
  /** seconds from the end of the load; undefined when it took too long */
  recovery: number | undefined
}

export const overload: Scenario = async ({ rows, short }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'accede-overload-'))
  cpSync(await benchData(rows), dataDir, { recursive: true })
  const service = await mailService()
  const site = await startSite({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...service.env })
  try {
    return section(await measure(site, short ? 5 : OVERLOAD), rows)
  } finally {
    await site.stop()
    await service.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function measure(site: Site, seconds: number): Promise<Overloaded> {
  const asMuch = { url: site.url, connections: 100, seconds: CAPACITY }
  const first = await load({ ...asMuch, sources: await dear(site, 'capacity', 20_000) })
  const capacity = Math.round(answered(first, 'taken') / first.seconds)
  const rate = TIMES * capacity
  const sources = await dear(site, 'flood', rate * seconds)
  const hot = [{ name: 'Hot pages', share: 1, requests: HOT.map((path) => ({ path })) }]
  const [flood, reading] = await Promise.all([
    load({ url: site.url, sources, connections: rate, rate, seconds }),
    load({ url: site.url, sources: hot, ...READERS, seconds }, 1),
  ])
  return { capacity, flood, reading, recovery: await recovered(site) }
}

/** What has to be made for each: half are searches for what nobody has searched for, then forms, then posts. */
async function dear(site: Site, who: string, posts: number): Promise<Source[]> {
  const searches = Array.from({ length: 50_000 }, (_, i) => ({ path: `/signatories?q=${who}${i}` }))
  const bodies = await signForms(site, posts, who)
  return [
    { name: 'Searches', share: 50, requests: searches },
    { name: 'Forms', share: 25, requests: [{ path: '/sign' }] },
    {
      ...{ name: 'Submits', share: 25, once: true },
      requests: bodies.map((body) => ({ path: '/sign', body })),
    },
  ]
}

/** Asks what has to be made until it comes as quickly as before. */
async function recovered(site: Site): Promise<number | undefined> {
  const ended = performance.now()
  let [inRow, since] = [0, ended]
  for (let i = 0; inRow < CALM.answers; i++) {
    const asked = performance.now()
    if (asked - ended > 2000 * AIMS.recovery) return undefined
    const { status } = await fetch(`${site.url}/signatories?q=calm${i}`)
    if (inRow === 0) since = asked
    inRow = status === 200 && performance.now() - asked < CALM.within ? inRow + 1 : 0
    await pause(50)
  }
  return (since - ended) / 1000
}

const NAMES = ['Searches', 'Forms', 'Submits']

function answered({ of }: Measured, how: 'taken' | 'refused', names = NAMES): number {
  const statuses = { taken: [200, 303], refused: [503] }[how]
  return names.reduce(
    (sum, name) => sum + statuses.reduce((all, one) => all + (of[name]!.statuses[one] ?? 0), 0),
    0,
  )
}

function section({ capacity, flood, reading, recovery }: Overloaded, rows: number): Section {
  const groups = [
    ...NAMES.flatMap((name) => [
      { what: `${name}, taken`, times: flood.taken[name]!, aim: AIMS.taken },
      { what: `${name}, refused`, times: flood.refused[name]!, aim: AIMS.refused },
    ]),
    { what: 'Hot pages meanwhile', times: reading.taken['Hot pages']!, aim: AIMS.reading },
  ].map((group) => ({ ...group, ...summary(group.times) }))
  const others = Object.entries({ ...flood.of, ...reading.of }).flatMap(([name, { statuses }]) =>
    Object.entries(statuses)
      .filter(([status]) => !['200', '303', '503'].includes(status))
      .map(([status, n]) => `${name}: ${n} times ${status === '0' ? 'no answer' : status}`),
  )
  const refusedReading = answered(reading, 'refused', ['Hot pages'])
  return {
    title: 'Three times as much as it can do',
    method: `Half searches for a name that nobody has searched for, a quarter forms, a quarter signatures, on a register of ${rows.toLocaleString('en')}. With 100 connections, each waiting for its answer, the site answers ${capacity.toLocaleString('en')} of these a second; then ${(TIMES * capacity).toLocaleString('en')} a second come over as many connections for ${Math.round(flood.seconds)} seconds, while ${READERS.connections} others read hot pages. The load shares the cores. Milliseconds from sending to the last byte. The aims at p99: ${AIMS.taken} ms for what is taken, ${AIMS.refused} ms for what is refused (503 with \`Retry-After\`), ${AIMS.reading} ms for hot pages; and within ${AIMS.recovery} seconds after the end, searches take less than ${CALM.within} ms again.`,
    columns: ['What', 'a second', 'median', 'p95', 'p99', 'max'],
    table: groups.map(({ what, requests, median, p95, p99, max }) => [
      what,
      (requests / flood.seconds).toFixed(0),
      ...(requests > 0 ? [median, p95, p99, max].map(ms) : ['', '', '', '']),
    ]),
    remarks: [
      recovery === undefined
        ? `It had not recovered ${2 * AIMS.recovery} seconds after the end.`
        : `It had recovered ${recovery.toFixed(1)} seconds after the end.`,
    ],
    details: [],
    problems: [
      ...groups.flatMap(({ what, requests, p99, aim }) =>
        requests > 0 && p99 >= aim ? [`${what}: p99 is ${ms(p99)} ms, not under ${aim}`] : [],
      ),
      ...(refusedReading > 0 ? [`Hot pages were refused ${refusedReading} times`] : []),
      ...others,
      ...(recovery === undefined || recovery > AIMS.recovery ? ['it recovered too late'] : []),
    ],
  }
}
