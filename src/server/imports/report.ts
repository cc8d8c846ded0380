/** The report of a check: the problems of every row, as CSV that a spreadsheet opens without running anything. */
import type { Context } from '../context.ts'
import { csvCell } from '../exports/csv-cell.ts'
import { translator } from '../messages/index.ts'
import type { FieldName } from './fields.ts'
import { allProblems, type ProblemRow } from './view.ts'

/** Excel takes a file for UTF-8 by this mark. */
const MARK = '\uFEFF'
/** Lines after which a report ends: it is one answer, and who has so many mends the list first. */
const MOST_LINES = 50_000

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
  let count = 0
  for await (const rows of allProblems(context, id)) {
    const lines = rows.flatMap((row) => linesOf(row, t, columns))
    yield lines.join('')
    if ((count += lines.length) >= MOST_LINES) return yield line([t('imports.report.more')])
  }
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

const line = (cells: string[]) => `${cells.map(csvCell).join(',')}\r\n`
