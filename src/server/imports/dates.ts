/** Dates as lists write them. Which of two numbers is the month is said by whoever brings the list. */

export const DATE_ORDERS = ['dmy', 'mdy'] as const
export type DateOrder = (typeof DATE_ORDERS)[number]

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z)?)?$/
const NUMBERS = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/
const YEAR_FIRST = /^(\d{4})[./年](\d{1,2})[./月](\d{1,2})日?$/

/** @returns milliseconds since 1970 (UTC), or undefined for what is no date */
export function readDate(typed: string, order: DateOrder): number | undefined {
  const text = latinDigits(typed.trim())
  const iso = ISO.exec(text) ?? YEAR_FIRST.exec(text)
  if (iso) return at(iso[1]!, iso[2]!, iso[3]!, iso[4])
  const numbers = NUMBERS.exec(text)
  if (!numbers) return undefined
  const [, first, second, year] = numbers
  return order === 'dmy' ? at(year!, second!, first!) : at(year!, first!, second!)
}

function at(year: string, month: string, day: string, time = '00:00'): number | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  const midnight = Date.UTC(y, m - 1, d)
  const read = new Date(midnight)
  // 31 February is no day.
  if (read.getUTCMonth() !== m - 1 || read.getUTCDate() !== d) return undefined
  const whole = Date.parse(`${read.toISOString().slice(0, 10)}T${time}Z`)
  return Number.isNaN(whole) ? undefined : whole
}

/** Arabic and other digits as 0 to 9. */
function latinDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹०-९０-９]/g, (digit) => {
    const code = digit.codePointAt(0)!
    const zero = [0x660, 0x6f0, 0x966, 0xff10].find((from) => code >= from && code <= from + 9)!
    return String(code - zero)
  })
}
