/** What a scenario of the bench is given, and what it hands back. */

export type Options = {
  /** endorsements that count */
  rows: number
  /** requests a second of the mixed night */
  rate: number
  /** a trial: shorter, fewer rows; its figures are printed and not kept */
  short: boolean
}

/** One part of the report: a table, and what is to be said of it. */
export type Section = {
  title: string
  /** how it was measured, in a sentence or two */
  method: string
  columns: readonly string[]
  /** cells as they are printed; the first column is words, the others are figures */
  table: readonly (readonly string[])[]
  /** what else there is to say, a sentence a line */
  remarks: readonly string[]
  /** pictures, kept in docs/ */
  plots?: readonly { file: string; svg: string; about: string }[]
  /** lines for the terminal only */
  details: readonly string[]
  /** targets that were missed; any of them fails the bench */
  problems: readonly string[]
}

export type Scenario = (options: Options) => Promise<Section>
