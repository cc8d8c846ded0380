/** JSON Lines: an object a line, keys and values for programs; nothing is changed or left out. */
import { textsIn, timeOf, type Heading, type Value } from '../cells.ts'
import type { Sheet, Writer } from '../sheet.ts'

export const jsonLines: Writer = async function* ({ headings, rows }: Sheet) {
  const keys = headings.map(({ name }) => `${JSON.stringify(name)}:`)
  const values = headings.map(valueOf)
  for await (const some of rows)
    yield some
      .map((row) => `{${row.map((value, i) => keys[i] + values[i]!(value)).join(',')}}\n`)
      .join('')
}

/** As JSON: codes stay codes, texts are a list, times ISO 8601. */
function valueOf({ name, type }: Heading): (value: Value) => string {
  if (name === 'country') return (value) => JSON.stringify(value)
  if (type === 'time') return (value) => (value === null ? 'null' : `"${timeOf(Number(value))}"`)
  if (type === 'texts') return (value) => JSON.stringify(textsIn(value))
  if (type === 'flag') return (value) => (value ? 'true' : 'false')
  return (value) => JSON.stringify(value)
}
