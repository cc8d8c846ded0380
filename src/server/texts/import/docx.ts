/**
 * Word documents as blocks: numbers that Word makes by itself are written out first
 * (docx-numbers.ts), then mammoth turns the document into plain HTML.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import mammoth from 'mammoth'
import { writeOutNumbers } from './docx-numbers.ts'
import { readHtml } from './html.ts'
import { note, WrongFile, type Source } from './source.ts'

const MEGABYTE = 1024 * 1024
/** More than any treaty; a file that unpacks to more is made to do harm. */
const MOST_UNPACKED = 100 * MEGABYTE
/** The parts of a document that hold words; pictures, macros and embedded files are not unpacked. */
const NEEDED =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:document|styles|numbering|footnotes|endnotes)\.xml|word\/_rels\/(?:document|footnotes|endnotes)\.xml\.rels)$/

const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((level) => [
    `p[style-name='toc ${level}'] => !`,
    `p[style-name='TOC ${level}'] => !`,
  ]),
  "p[style-name='TOC Heading'] => !",
  'i => em',
  'b => strong',
]

/** @throws WrongFile */
export async function readDocx(bytes: Uint8Array): Promise<Source> {
  const files = unpack(bytes)
  if (!files['word/document.xml']) throw new WrongFile('is a ZIP file, but not a Word document')
  for (const [name, contents] of Object.entries(files))
    if (/\.xml(\.rels)?$/.test(name) && strFromU8(contents).includes('<!DOCTYPE'))
      throw new WrongFile('holds a document type, which Word never writes')
  const written = writeOutNumbers({
    document: strFromU8(files['word/document.xml']),
    styles: textOf(files['word/styles.xml']),
    numbering: textOf(files['word/numbering.xml']),
  })
  delete files['word/numbering.xml']
  const buffer = Buffer.from(
    zipSync({ ...files, 'word/document.xml': strToU8(written) }, { level: 0 }),
  )
  const { value } = await convert(buffer)
  const source = readHtml(value, false)
  return { ...source, findings: [...source.findings, ...changes(written)] }
}

const textOf = (contents: Uint8Array | undefined) => contents && strFromU8(contents)

async function convert(buffer: Buffer) {
  try {
    return await mammoth.convertToHtml(
      { buffer },
      { styleMap: STYLES, convertImage: mammoth.images.imgElement(async () => ({ src: '' })) },
    )
  } catch (error) {
    throw new WrongFile(
      `cannot be read as a Word document: ${(error as Error).message.split('\n')[0]}`,
    )
  }
}

/** What ZIP says of the sizes is believed only as far as it is small. */
function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  let total = 0
  try {
    return unzipSync(bytes, {
      filter({ name, originalSize, size }) {
        if (!NEEDED.test(name)) return false
        total += Math.max(originalSize, size)
        if (total > MOST_UNPACKED) throw new WrongFile('unpacks to more than 100 MB')
        return true
      },
    })
  } catch (error) {
    if (error instanceof WrongFile) throw error
    throw new WrongFile('is a damaged ZIP file, or no Word document')
  }
}

const changes = (document: string) =>
  /<w:(?:ins|del) /.test(document)
    ? [note('', 'the document holds tracked changes; they were read as accepted')]
    : []
