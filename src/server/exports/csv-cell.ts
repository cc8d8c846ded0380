/** Text as a cell of CSV (RFC 4180) that no spreadsheet runs. */
import { keepFromRunning } from './formulas.ts'

/** Most cells hold none of what is to be quoted or kept from running. */
const PERHAPS = /[",;\t\r\n'=+\-@\uff1d\uff0b\uff0d\uff20]/

export const csvCell = (text: string): string =>
  PERHAPS.test(text) ? quoted(keepFromRunning(text)) : text

/** Quoted for either separator: a program that was told the wrong one keeps most cells whole. */
const quoted = (text: string): string =>
  /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
