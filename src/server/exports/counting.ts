/** What a manifest says of its rows, counted while they are read. */
import { raw, type Row } from '../database/index.ts'
import type { Figures } from './manifest.ts'

export type Counted = Omit<Figures, 'countedWithoutName'>

/** SQL over `e`, for the rows that are read at once, if there are any. */
export const COUNTS = raw(
  `count(*) as n, total(e.kind = 'individual') as individuals, total(e.text_mask & 1) as convention,
    total(e.text_mask > 1) as declaration, json_group_array(distinct e.country) as countries`,
)

export function counting() {
  const countries = new Set<string>()
  let [rows, individuals, convention, declaration] = [0, 0, 0, 0]
  return {
    /** @param row of COUNTS */
    add(row: Row): void {
      rows += Number(row['n'])
      individuals += Number(row['individuals'])
      convention += Number(row['convention'])
      declaration += Number(row['declaration'])
      for (const code of JSON.parse(String(row['countries'])) as string[]) countries.add(code)
    },
    figures: (): Counted => ({
      ...{ rows, individuals, organisations: rows - individuals, countries: countries.size },
      byText: { convention, declaration },
    }),
  }
}
