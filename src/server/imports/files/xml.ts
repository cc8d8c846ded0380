/** Reading XML in pieces, by its tags; prefixes of namespaces do not matter here. */
import { SaxesParser } from 'saxes'
import { UnreadableFile } from './bounds.ts'

export type Tags = {
  open?(name: string, attributes: Record<string, string>): void
  close?(name: string): void
  text?(text: string): void
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

/** Tells `tags` what stands in the pieces. A document type, which could name entities, is refused. */
export function xmlReader(tags: Tags): { read(piece: string): void } {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({
    xmlns: false,
    position: false,
  })
  parser.on('opentag', ({ name, attributes }) => tags.open?.(local(name), attributes))
  parser.on('closetag', ({ name }) => tags.close?.(local(name)))
  parser.on('text', (text) => tags.text?.(text))
  parser.on('cdata', (text) => tags.text?.(text))
  parser.on('doctype', () => {
    throw new UnreadableFile('format')
  })
  parser.on('error', () => {
    throw new UnreadableFile('broken')
  })
  return { read: (piece) => void parser.write(piece) }
}

/** Reads a part to its end. */
export async function readXml(pieces: AsyncIterable<string>, tags: Tags): Promise<void> {
  const reader = xmlReader(tags)
  for await (const piece of pieces) reader.read(piece)
}
