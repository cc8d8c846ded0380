/**
 * Cells that a spreadsheet would run. In CSV an apostrophe stands before each of `= + - @`, their
 * full-width forms and the apostrophe itself, where it begins a cell or where a program that was
 * told another separator would begin one: after a comma, semicolon, tab or line break; and before a
 * tab or line break that begins a cell. Taking those apostrophes away gives the original back,
 * whatever it was.
 */
const RUN = `['=+\\-@\\uff1d\\uff0b\\uff0d\\uff20]`
const ABOUT_TO_RUN = new RegExp(`^(?=[\\t\\r\\n]|${RUN})|(?<=[,;\\t\\r\\n])(?=${RUN})`, 'g')
const KEPT_FROM_RUNNING = new RegExp(`^'(?=[\\t\\r\\n]|${RUN})|(?<=[,;\\t\\r\\n])'(?=${RUN})`, 'g')
/** Most cells have nothing of it, which is quicker to see. */
const PERHAPS = /['=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/

/** The text of a cell that no spreadsheet runs. */
export const keepFromRunning = (text: string): string =>
  PERHAPS.test(text) ? text.replace(ABOUT_TO_RUN, "'") : text

/** What stood there before `keepFromRunning`. */
export const asItWas = (cell: string): string => cell.replace(KEPT_FROM_RUNNING, '')

/** Whether a cell would run if it were not known to be text. */
export const wouldRun = (text: string): boolean =>
  /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text)
