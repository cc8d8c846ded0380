/** The report of a check: every problem of every row, as CSV that a spreadsheet opens without running anything. */
import type { Context } from '../context.ts'
import { translator } from '../messages/index.ts'
import type { FieldName } from './fields.ts'
import { allProblems, type ProblemRow } from './view.ts'

/** Excel takes a file for UTF-8 by this mark. */
const MARK = '\uFEFF'
/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/u

/** Lines end with CR LF (RFC 4180). @param language of the words */
export async function* problemReport(
  context: Pick<Context, 'database'>,
  id: number,
  language: string,
): AsyncGenerator<string> {
  const t = translator(language)
  const head = ['row', 'outcome', 'column', 'value', 'problem', 'proof'] as const
  yield MARK + line(head.map((name) => t(`imports.report.${name}`)))
  const columns = (field: FieldName) => t(`imports.fields.${field}`)
  for await (const rows of allProblems(context, id))
    yield rows.flatMap((row) => linesOf(row, t, columns)).join('')
}

function linesOf(
  { row, outcome, problems, proof }: ProblemRow,
  t: ReturnType<typeof translator>,
  columns: (field: FieldName) => string,
): string[] {
  const word = outcome === 'wrong' || outcome === 'double' ? outcome : 'flagged'
  return problems.map(({ field, problem, value, other }) =>
    line([
      ...[String(row), t(`imports.outcomes.${word}`), columns(field), value],
      ...[t(problem, { other: other ?? 0 }), proof ?? ''],
    ]),
  )
}

const line = (cells: string[]) => `${cells.map(cell).join(',')}\r\n`

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
