import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asItWas } from '../../src/server/exports/formulas.ts'
import { CSV_HEAD, csvLine } from '../../src/server/register/open/csv.ts'
import type { Signatory } from '../../src/server/register/open/schemas.ts'

const someone: Signatory = {
  ...{ number: 7, kind: 'organisation', name: 'A', country: 'KE', affiliation: null, role: null },
  ...{ comment: null, texts: ['convention', 'declaration'] },
  ...{ confirmedOn: '2026-11-20', publishedOn: '2026-11-21', source: 'site' },
  organisation: { type: 'ngo', website: 'https://a.example/', statement: null, page: 'https://x' },
}

/** A reader of RFC 4180 that knows nothing of the writer. */
function cellsOf(line: string): string[] {
  expect(line.endsWith('\r\n')).toBe(true)
  const cells: string[] = []
  for (let at = 0; at < line.length - 2 || (at === line.length - 2 && line[at - 1] === ',');) {
    const quoted = line[at] === '"'
    const found = quoted
      ? /^"((?:[^"]|"")*)"(,|\r\n$)/.exec(line.slice(at))!
      : /^([^,"\r\n]*)(,|\r\n$)/.exec(line.slice(at))!
    cells.push(found[1]!.replaceAll('""', '"'))
    at += found[0].length
  }
  return cells
}

test('a row has a cell for every column', () => {
  expect(cellsOf(csvLine(someone))).toEqual([
    ...['7', 'organisation', 'A', 'KE', '', '', '', 'convention declaration'],
    ...['2026-11-20', '2026-11-21', 'site', 'ngo', 'https://a.example/', ''],
  ])
  expect(cellsOf(CSV_HEAD)).toHaveLength(14)
})

test('whatever somebody wrote comes back, and no cell runs as a formula', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'=+-@＝＋－＠\'",;\t\r\n x') }),
  )
  fc.assert(
    fc.property(text, text, text, (name, comment, statement) => {
      const organisation = { ...someone.organisation!, statement }
      const cells = cellsOf(csvLine({ ...someone, name, comment, organisation }))
      expect(cells).toHaveLength(14)
      expect([cells[2]!, cells[6]!, cells[13]!].map(asItWas)).toEqual([name, comment, statement])
      for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
    }),
  )
})
