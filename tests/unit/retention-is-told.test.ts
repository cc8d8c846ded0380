/** The program, the operators' table and the privacy notice say the same about how long things are kept. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { JOBS } from '../../src/server/jobs.ts'
import { KEPT } from '../../src/server/retention/kept.ts'

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
/** The rows of the tables of a Markdown text, as cells. */
const rows = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('| -'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
const daysIn = (cell: string | undefined) => Number(/\b(\d+) days?\b/.exec(cell ?? '')?.[1])

const operating = rows(read('docs/operating.md'))
const notice = rows(read('content/pages/privacy.md'))

describe.each(KEPT.map((one) => ({ ...one })))('$name', ({ name, days }) => {
  test('is a job', () => {
    expect(JOBS.filter((job) => job.name === name)).toHaveLength(1)
  })

  test('stands in the table for operators, with its time first', () => {
    const row = operating.find(([job]) => job === `\`${name}\``)
    expect(row).toHaveLength(4)
    expect(daysIn(row![3])).toBe(days)
  })
})

test.each(KEPT.flatMap(({ notice, days }) => (notice ? [[notice, days] as const] : [])))(
  'the privacy notice says of “%s”: %i days',
  (words, days) => {
    const row = notice.find(([what]) => what === words)
    expect(daysIn(row?.[1])).toBe(days)
  },
)

test('neither text promises what no job does', () => {
  const names = KEPT.map(({ name }) => `\`${name}\``)
  const table = operating.slice(operating.findIndex(([job]) => job === names[0]))
  expect(table.slice(0, names.length).map(([job]) => job)).toEqual(names)
  expect(table[names.length]).not.toHaveLength(4)
  const told = notice.map(([what]) => what).filter((what) => what !== 'What')
  expect(told.toSorted()).toEqual(KEPT.flatMap(({ notice }) => notice ?? []).toSorted())
})

test('the privacy notice says no other number of days in its sentences', () => {
  const sentences = read('content/pages/privacy.md').replace(/^\|.*$/gm, '')
  const known = new Set(KEPT.map(({ days }) => days))
  const said = [...sentences.matchAll(/\b(\d+) days\b/g)].map(([, n]) => Number(n))
  expect(said.length).toBeGreaterThan(2)
  expect(said.filter((n) => !known.has(n))).toEqual([])
})
