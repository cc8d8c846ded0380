/**
 * `npm run bench -- [--rows 1000000] [--only register,reading,signing]`: measures, prints, and writes
 * docs/performance.md. Ends with 1 when a target is missed.
 */
import { parseArgs } from 'node:util'
import { reading } from './reading.ts'
import { register } from './register.ts'
import { busy, keep, print } from './report.ts'
import type { Scenario } from './scenario.ts'
import { signing } from './signing.ts'

const SCENARIOS: Record<string, Scenario> = { register, reading, signing }
const ROWS = 1_000_000

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: String(ROWS) },
    only: { type: 'string', default: Object.keys(SCENARIOS).join(',') },
  },
})
const rows = Number(values.rows)
const names = values.only.split(',')
const unknown = names.filter((name) => !(name in SCENARIOS))
if (!Number.isInteger(rows) || rows < 1000 || unknown.length > 0) {
  console.error(
    `--rows takes a whole number from 1000, --only some of ${Object.keys(SCENARIOS).join(', ')}`,
  )
  process.exit(2)
}

// Asked once: the first scenario is work itself, and leaves its load behind.
const busyWith = busy()
if (busyWith) console.error(`This machine is ${busyWith}: expect worse figures than it can give.`)
for (const name of names) {
  console.error(`${name}, ${rows} rows …`)
  const section = await SCENARIOS[name]!({ rows })
  print(section)
  await keep(name, section, `npm run bench -- --rows ${rows} --only ${name}`, busyWith)
  if (section.problems.length > 0) process.exitCode = 1
}
