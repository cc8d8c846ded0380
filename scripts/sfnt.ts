/** OpenType files taken apart and put together (ISO/IEC 14496-22, "The OpenType font file"). */

const HEADER = 12
const DIRECTORY_ENTRY = 16
const NAME_RECORD = 12

/** The tables of a TrueType font, by tag. */
export function tablesOf(font: Buffer): Map<string, Buffer> {
  const tables = new Map<string, Buffer>()
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const entry = HEADER + i * DIRECTORY_ENTRY
    const [start, length] = [font.readUInt32BE(entry + 8), font.readUInt32BE(entry + 12)]
    tables.set(font.toString('latin1', entry, entry + 4), font.subarray(start, start + length))
  }
  return tables
}

/** A TrueType font of these tables. Checksums stay empty: the next pass through harfbuzz fills them. */
export function fontOf(tables: ReadonlyMap<string, Buffer>): Buffer {
  const directory = Buffer.alloc(HEADER + tables.size * DIRECTORY_ENTRY)
  directory.writeUInt32BE(0x00010000, 0)
  directory.writeUInt16BE(tables.size, 4)
  const parts: Buffer[] = [directory]
  let start = directory.length
  ;[...tables.keys()].sort().forEach((tag, i) => {
    const table = tables.get(tag)!
    const entry = HEADER + i * DIRECTORY_ENTRY
    directory.write(tag, entry, 'latin1')
    directory.writeUInt32BE(start, entry + 8)
    directory.writeUInt32BE(table.length, entry + 12)
    const padding = Buffer.alloc(-table.length & 3)
    parts.push(table, padding)
    start += table.length + padding.length
  })
  return Buffer.concat(parts)
}

/** A `name` table with every string passed through `change`; all of them UTF-16, as Windows has it. */
export function renamed(table: Buffer, change: (text: string, id: number) => string): Buffer {
  const count = table.readUInt16BE(2)
  const head = Buffer.from(table.subarray(0, 6 + count * NAME_RECORD))
  const texts: Buffer[] = []
  let length = 0
  for (let i = 0; i < count; i++) {
    const record = 6 + i * NAME_RECORD
    const text = Buffer.from(
      change(nameAt(table, record), table.readUInt16BE(record + 6)),
      'utf16le',
    )
    head.writeUInt16BE(text.length, record + 8)
    head.writeUInt16BE(length, record + 10)
    texts.push(text.swap16())
    length += text.length
  }
  head.writeUInt16BE(head.length, 4)
  return Buffer.concat([head, ...texts])
}

function nameAt(table: Buffer, record: number): string {
  const start = table.readUInt16BE(4) + table.readUInt16BE(record + 10)
  const bytes = table.subarray(start, start + table.readUInt16BE(record + 8))
  return Buffer.from(bytes).swap16().toString('utf16le')
}
