/** Exports at full size: as fast as they can be read, in memory that does not grow with the rows. */
import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Format } from '../../../src/server/exports/ask.ts'
import { columnOf, usualColumns } from '../../../src/server/exports/columns.ts'
import { benchData } from '../data.ts'
import { median } from '../measure.ts'
import type { Scenario } from '../scenario.ts'
import { hasShell } from '../shell.ts'
import type { Took } from './child.ts'

const ROUNDS = 3
/** Megabytes that memory may grow by, and how fast it is to be beside the shell. */
const AIMS = { growth: 100, ofShell: 0.5 }
const CHILD = new URL('./child.ts', import.meta.url).pathname
const FORMATS: readonly Format[] = ['csv', 'jsonl', 'xlsx']
const run = promisify(execFile)

export const exporting: Scenario = async ({ rows, short }) => {
  const dataDir = await benchData(rows)
  const rounds = short ? 1 : ROUNDS
  const shell: number[] = []
  const csv: Took[] = []
  // In turn, so that a busy minute is hard on both.
  for (let i = 0; i < rounds; i++) {
    if (hasShell()) shell.push(timeShell(join(dataDir, 'accede.db')))
    csv.push(await took(dataDir, 'csv'))
  }
  const all = new Map<Format, Took[]>([['csv', csv]])
  for (const format of FORMATS.slice(1)) all.set(format, [await took(dataDir, format)])
  return section(all, shell)
}

async function took(dataDir: string, format: Format): Promise<Took> {
  const { stdout } = await run(process.execPath, [CHILD, dataDir, format])
  return JSON.parse(stdout) as Took
}

/** Milliseconds of the shell for the same rows, columns and order. */
function timeShell(file: string): number {
  const columns = usualColumns('public').map((name) => columnOf(name).sql)
  const started = performance.now()
  spawnSync(
    'sqlite3',
    [
      ...['-readonly', '-csv', '-header', file],
      `select ${columns.join(', ')} from endorsements e left join organisations o on o.endorsement_id = e.id
        where e.state = 'published' and e.visibility = 'public' and e.text_mask > 0 order by e.number, e.id`,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  return performance.now() - started
}

function section(all: Map<Format, Took[]>, shell: readonly number[]) {
  const csv = median(all.get('csv')!.map(({ milliseconds }) => milliseconds))
  const share = shell.length > 0 ? median(shell) / csv : Number.NaN
  const seconds = (time: number) => (time / 1000).toFixed(1)
  const table = [...all].map(([format, times]) => {
    const [{ rows, bytes }] = times as [Took]
    return [
      format,
      seconds(median(times.map(({ milliseconds }) => milliseconds))),
      seconds(median(times.map(({ cpu }) => cpu))),
      String(Math.round(rows / (median(times.map((one) => one.milliseconds)) / 1000))),
      (bytes / 1e6).toFixed(0),
      Math.max(...times.map(({ grown }) => grown)).toFixed(0),
    ]
  })
  if (shell.length > 0) table.push(['the shell, csv', seconds(median(shell)), '', '', '', ''])
  const grown = [...all].map(([format, times]) => ({
    format,
    most: Math.max(...times.map((one) => one.grown)),
  }))
  return {
    title: 'Exports',
    method: `The public list with its usual columns, in the order of numbers, from the snapshot to the manifest: with figures, words for codes, what keeps formulas from running, and SHA-256. The shell: \`sqlite3 -csv\` on the same query, into nothing. CSV and shell ${ROUNDS} times in turn, medians. Growth: the most resident memory in the process, over what it held after a small export.`,
    columns: ['Format', 'seconds', 'CPU', 'rows a second', 'MB', 'growth (MB)'],
    table,
    remarks: Number.isNaN(share)
      ? ['This machine has no `sqlite3` shell to compare with.']
      : [`CSV is ${share.toFixed(2)} times as fast as the shell; the aim is ${AIMS.ofShell}.`],
    details: [],
    problems: [
      ...(share < AIMS.ofShell ? [`CSV is ${share.toFixed(2)} times as fast as the shell`] : []),
      ...grown
        .filter(({ most }) => most >= AIMS.growth)
        .map(({ format, most }) => `${format}: memory grew by ${most.toFixed(0)} MB`),
    ],
  }
}
