/**
 * `npm run bench -- [scenario …] [--rows 1000000] [--rate 2000] [--short] [--resume]`: measures, prints, and
 * writes docs/performance.md, scenario by scenario. Ends with 1 when a target is missed.
 */
import { parseArgs } from 'node:util'
import { forgetDone, isDone, noteDone } from './done.ts'
import { counted } from './counted.ts'
import { exporting } from './exporting/index.ts'
import { fresh } from './fresh.ts'
import { growth } from './growth.ts'
import { machines } from './machines.ts'
import { night } from './night.ts'
import { overload } from './overload.ts'
import { queries } from './queries.ts'
import { reading } from './reading.ts'
import { register } from './register.ts'
import { busy, keep, print } from './report.ts'
import type { Scenario } from './scenario.ts'
import { searching } from './searching.ts'
import { signing } from './signing.ts'
import { starting } from './starting.ts'
import { workList } from './work-list.ts'

/** In this order; those that stand first leave the least behind. */
const SCENARIOS: Record<string, Scenario> = {
  ...{
    reading,
    searching,
    signing,
    register,
    'work-list': workList,
    exporting,
    queries,
    starting,
    fresh,
  },
  ...{ counted, growth, machines, overload, night },
}
const USAGE = `npm run bench -- [scenario …] [--rows N] [--short] [--resume]
  scenarios  ${Object.keys(SCENARIOS).join(', ')}; all without a name
  --rows     size of the register for reading and register, from 1000; default 1000000
  --rate     requests a second of the mixed night; default 2000
  --short    a trial: a few minutes in all, small data, nothing kept
  --resume   leaves out what this build has been measured at already`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string' },
    rate: { type: 'string', default: '2000' },
    short: { type: 'boolean', default: false },
    resume: { type: 'boolean', default: false },
  },
})
const { short, resume } = values
const rows = Number(values.rows ?? (short ? 10_000 : 1_000_000))
const rate = Number(values.rate)
const names = positionals.length > 0 ? positionals : Object.keys(SCENARIOS)
if (!(rows >= 1000) || !(rate > 0) || names.some((name) => !(name in SCENARIOS))) {
  console.error(USAGE)
  process.exit(2)
}

// Sites that run end with this process, which a signal alone would not see to.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(1))
// Asked once: the first scenario is work itself, and leaves its load behind.
const busyWith = busy()
if (busyWith) console.error(`This machine is ${busyWith}: expect worse figures than it can give.`)
if (!resume) names.forEach(forgetDone)
for (const name of names) {
  if (resume && isDone(name, rows)) continue
  const started = Date.now()
  console.error(`${name} …`)
  const section = await SCENARIOS[name]!({ rows, rate, short })
  const minutes = (Date.now() - started) / 60_000
  print(section)
  console.log(`${name} took ${minutes.toFixed(1)} minutes.`)
  if (!short) {
    await keep({ name, section, rows, minutes, busyWith })
    noteDone(name, rows)
  }
  if (section.problems.length > 0) process.exitCode = 1
}
