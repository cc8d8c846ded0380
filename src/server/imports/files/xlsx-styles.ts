/** Which cells of a spreadsheet hold dates: the number's format says so (ECMA-376, 18.8.30). */
import { readXml } from './xml.ts'

/** Formats that every program knows by number: dates, times, and those of East Asia. */
const DATES = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const
const DAY = 86_400_000

/** @returns whether a cell of this style (the attribute `s`) holds a date */
export async function readStyles(
  pieces: AsyncIterable<string>,
): Promise<(style: number) => boolean> {
  const custom = new Map<number, boolean>()
  const styles: boolean[] = []
  let inCells = false
  await readXml(pieces, {
    open(name, attributes) {
      const id = Number(attributes['numFmtId'])
      if (name === 'numFmt') custom.set(id, isDateFormat(attributes['formatCode'] ?? ''))
      if (name === 'cellXfs') inCells = true
      if (name === 'xf' && inCells) styles.push(custom.get(id) ?? isKnownDate(id))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return (style) => styles[style] ?? false
}

const isKnownDate = (id: number) => DATES.some(([from, to]) => id >= from && id <= to)

/** Letters of dates outside quotes, brackets and escapes. */
function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[[^\]]*\]/g, '')
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare)
}

/** A number of days as ISO 8601; with the time of day where there is one. */
export function isoDate(serial: number, date1904: boolean): string | undefined {
  if (!(serial >= 1) || serial > 2_958_466) return undefined
  // 1900 was no leap year, but the first such program thought so: days before March count one less.
  const from = date1904
    ? Date.UTC(1904, 0, 1)
    : serial < 60
      ? Date.UTC(1899, 11, 31)
      : Date.UTC(1899, 11, 30)
  const iso = new Date(from + Math.round((serial * DAY) / 1000) * 1000).toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19)
}
