/** Prints what was measured, and keeps it in docs/performance.md, one part a scenario. */
import { readFileSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from 'node:os'
import { format } from 'prettier'
import type { Section } from './scenario.ts'

const FILE = new URL('../../docs/performance.md', import.meta.url)
/** A table for a terminal: words to the left, figures to the right. */
export function print(section: Section): void {
  const { title, columns, table, remarks, details, problems } = section
  const widths = columns.map((column, i) =>
    Math.max(column.length, ...table.map((row) => row[i]!.length)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
  console.log(`\n${title}\n`)
  for (const row of [columns, ...table]) console.log(line(row))
  for (const said of [...details, '', ...remarks]) console.log(said)
  console.log(problems.length > 0 ? `\nMissed:\n${problems.join('\n')}` : '\nAll targets are met.')
}

/**
 * How busy the machine is with other work, in words; '' when it is idle enough to measure on.
 * To be asked before a scenario, which is work itself.
 */
export function busy(): string {
  const load = loadavg()[0]!
  return load > availableParallelism() / 2 ? `busy with other work (load ${load.toFixed(1)})` : ''
}

export type Report = {
  name: string
  section: Section
  rows: number
  minutes: number
  /** what busy() said before it */
  busyWith: string
}

/** Puts a part into docs/performance.md, in place of the one that was there; its plots beside it. */
export async function keep(report: Report): Promise<void> {
  const { name, section } = report
  const begin = `<!-- ${name} -->`
  const end = `<!-- end of ${name} -->`
  const part = [begin, ...markdown(report), end].join('\n')
  const before = readFileSync(FILE, 'utf8')
  const from = before.indexOf(begin)
  const text =
    from === -1
      ? `${before.trimEnd()}\n\n${part}\n`
      : before.slice(0, from) + part + before.slice(before.indexOf(end) + end.length)
  writeFileSync(FILE, await format(text, { parser: 'markdown', printWidth: 100 }))
  for (const { file, svg } of section.plots ?? []) writeFileSync(new URL(file, FILE), svg)
}

function markdown({ name, section, rows, minutes, busyWith }: Report): string[] {
  const { title, method, columns, table, remarks, problems, plots = [] } = section
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const day = new Date().toISOString().slice(0, 10)
  const warning = busyWith && `, ${busyWith}: an idle one is faster`
  return [
    `\n## ${title}\n`,
    `${method}\n`,
    `\`npm run bench -- ${name} --rows ${rows}\`, ${day}, ${Math.ceil(minutes)} minutes, on ${machine()}${warning}.\n`,
    row(columns),
    row(columns.map((_, i) => (i === 0 ? '---' : '---:'))),
    ...table.map(row),
    '',
    ...plots.flatMap(({ file, about }) => [`![${about}](${file})`, '']),
    ...remarks.flatMap((remark) => [remark, '']),
    ...(problems.length > 0 ? ['Missed:\n', ...problems.map((problem) => `- ${problem}`)] : []),
    '',
  ]
}

/** Cores and memory, and nothing that tells whose machine it is. */
function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30)
  const model = cpus()[0]?.model.trim() || arch()
  return `${availableParallelism()} cores (${model}), ${memory} GB of memory, ${platform()}, Node ${process.versions.node}`
}
