/** Lists as people have them, and bringing them in, without HTTP. */
import { deflateRawSync } from 'node:zlib'
import type { Posted } from '../../src/server/endorsements/form.ts'
import type { Import, ImportState } from '../../src/server/imports/types.ts'
import type { TestApp } from './app.ts'
import { until } from './until.ts'

export const ADMIN = { id: 1, email: 'admin@staff.example', network: '' }

/** What the forms hold beside the columns; `over` changes it. */
const FORM = { header: 'on', title: 'Geneva, June 2019', source: 'paper', texts: ['convention'] }

export const csvOf = (rows: string[][]): string =>
  rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')

/** Uploads a file and waits until it was read. */
export async function upload(
  app: TestApp,
  content: string | Uint8Array,
  { what = 'individual', encoding = '', name = 'list.csv' } = {},
): Promise<Import> {
  const file = new File([content as BlobPart], name)
  const made = await app.imports.create(ADMIN, { file, what, encoding })
  if (made.outcome !== 'created') throw new Error(made.problem)
  return reached(app, made.id, ['mapping', 'failed'])
}

/** Says what the columns mean, as they were guessed, and waits until every row was checked. */
export async function check(app: TestApp, one: Import, over: Posted = {}): Promise<Import> {
  const columns = Object.fromEntries(one.looked!.guesses.map((field, i) => [`column${i}`, field]))
  const result = await app.imports.map(ADMIN, one, { ...FORM, ...columns, ...over })
  if (result.outcome !== 'checking') throw new Error(JSON.stringify(result))
  return reached(app, one.id, ['ready', 'failed'])
}

/** Starts what was checked, and waits for its end. */
export async function start(app: TestApp, one: Import, posted: Posted = {}): Promise<Import> {
  const started = await app.imports.start(ADMIN, one.id, {
    revision: String(one.revision),
    ...posted,
  })
  if (!started) throw new Error('It could not be started')
  return reached(app, one.id, ['done', 'stopped'])
}

export async function undo(
  app: TestApp,
  id: number,
  reason = 'It was the wrong list',
): Promise<Import> {
  if (!(await app.imports.undo(ADMIN, id, reason))) throw new Error('It could not be undone')
  return reached(app, id, ['undone', 'stopped'])
}

/** From a file to the register. */
export async function bringIn(
  app: TestApp,
  content: string | Uint8Array,
  over: Posted = {},
  what = 'individual',
): Promise<Import> {
  return start(app, await check(app, await upload(app, content, { what }), over))
}

export async function reached(app: TestApp, id: number, states: ImportState[]): Promise<Import> {
  let seen: Import | undefined
  await until(
    async () => {
      seen = await app.imports.view(id)
      return states.includes(seen!.state)
    },
    `the import to be ${states.join(' or ')}`,
  )
  return seen!
}

/** A workbook of one sheet, written by hand: `cells` are XML of `<c>`. */
export function workbookOf(
  rows: string[],
  { strings = [] as string[], styles = '', workbook = '' } = {},
): Uint8Array {
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
  return zipOf({
    'xl/workbook.xml': `${head}<workbook xmlns:r="r">${workbook}<sheets><sheet name="x" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `${head}<sst>${strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `${head}<styleSheet>${styles}</styleSheet>`,
    'xl/worksheets/sheet1.xml': `${head}<worksheet><sheetData>${rows.map((cells, i) => `<row r="${i + 1}">${cells}</row>`).join('')}</sheetData></worksheet>`,
  })
}

/** A ZIP with these parts, packed. */
export function zipOf(parts: Record<string, string | Uint8Array>): Uint8Array {
  const bodies: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(parts)) {
    const raw = Buffer.from(content)
    const packed = deflateRawSync(raw)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(raw.length, 22)
    head.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(raw.length, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    bodies.push(head, Buffer.from(name), packed)
    entries.push(entry, Buffer.from(name))
    offset += 30 + name.length + packed.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(parts).length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, directory, end])
}
