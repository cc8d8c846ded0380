import type { Text } from '../../../content/campaign.ts'
import type { Context } from '../context.ts'
import { sql } from '../database/index.ts'

export type CountryFigures = {
  individuals: number
  organisations: number
  byText: Record<Text, number>
}

/** The tally of one country. @param country ISO 3166-1 alpha-2 */
export async function countryFigures(context: Context, country: string): Promise<CountryFigures> {
  const rows = await context.database.read(
    sql`select text, kind, count from tally where country = ${country}`,
  )
  const sum = (text: string, kind?: string) =>
    rows
      .filter((row) => row['text'] === text && (!kind || row['kind'] === kind))
      .reduce((total, row) => total + Number(row['count']), 0)
  return {
    individuals: sum('any', 'individual'),
    organisations: sum('any', 'organisation'),
    byText: { convention: sum('convention'), declaration: sum('declaration') },
  }
}
