/** From starting the program to the first page, with an empty register and with a large one. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSite } from '../support/site.ts'
import { get } from '../support/visitor.ts'
import { benchData, prepareEmpty } from './data.ts'
import { median } from './measure.ts'
import { processesOf } from './processes.ts'
import type { Scenario } from './scenario.ts'

const ROUNDS = 5
const AIM = 1.5

export const starting: Scenario = async ({ short }) => {
  const rows = short ? 10_000 : 10_000_000
  const empty = mkdtempSync(join(tmpdir(), 'accede-empty-'))
  await prepareEmpty(empty, Date.now())
  const [full, none]: Start[][] = [[], []]
  try {
    const dataDir = await benchData(rows)
    for (let round = 0; round < ROUNDS; round++) {
      none!.push(await start(empty))
      full!.push(await start(dataDir))
    }
  } finally {
    rmSync(empty, { recursive: true, force: true })
  }
  const of = (starts: Start[], name: keyof Start) => median(starts.map((one) => one[name]))
  const ratio = of(full!, 'milliseconds') / of(none!, 'milliseconds')
  return {
    title: 'From start to first page',
    method: `The default processes on all cores; milliseconds from starting the program until \`/\` is answered with 200, medians of ${ROUNDS} interleaved rounds. “Memory” is that of the largest process then. The aim is under ${AIM} times the start with 0 rows.`,
    columns: ['Endorsements', 'first page, ms', 'ratio', 'memory, MB'],
    table: [['0', none!, 1] as const, [rows.toLocaleString('en'), full!, ratio] as const].map(
      ([name, starts, than]) => [
        name,
        of(starts, 'milliseconds').toFixed(0),
        than.toFixed(2),
        of(starts, 'memory').toFixed(0),
      ],
    ),
    remarks: [],
    details: [],
    problems: ratio >= AIM ? [`starting takes ${ratio.toFixed(2)} times as long`] : [],
  }
}

type Start = { milliseconds: number; memory: number }

async function start(dataDir: string): Promise<Start> {
  const started = performance.now()
  const site = await startSite({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', WORKERS: '' })
  const { status } = await get(site, '/')
  const milliseconds = performance.now() - started
  const memory = Math.max(0, ...processesOf(site.process.pid!).map((one) => one.memory))
  await site.stop()
  if (status !== 200) throw new Error(`the first page was answered with ${status}`)
  return { milliseconds, memory }
}
