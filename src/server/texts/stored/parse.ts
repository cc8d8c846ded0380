/** Reads what print.ts writes, and what people have mended in it by hand. */
import { z } from 'zod'
import { chapterNumber } from '../labels.ts'
import {
  about,
  legalText,
  type Annex,
  type Article,
  type Chapter,
  type LegalText,
  type Part,
  type Provision,
  type Runs,
  type Section,
} from '../model.ts'
import { parseRuns } from './inline.ts'
import { readLine, type Line } from './lines.ts'

/** A stored text that cannot be read; the message begins with the file and the line. */
export class WrongText extends Error {
  override name = 'WrongText'
}

/**
 * @param files contents by file name, as printText gives them
 * @param folder for messages
 * @throws WrongText
 */
export function parseText(files: ReadonlyMap<string, string>, folder = ''): LegalText {
  const where = (name: string) => (folder ? `${folder}/${name}` : name)
  const read = (name: string) => parseFile(files.get(name) ?? '', where(name))
  const numbered = (kind: string) =>
    [...files.keys()].filter((name) => new RegExp(`^${kind}-\\d+\\.md$`).test(name)).sort()
  const made = {
    ...parseAbout(files.get('text.json'), where('text.json')),
    preamble: read('preamble.md').section,
    articles: read('articles.md').articles,
    chapters: numbered('chapter').map((name) => asChapter(read(name), where(name))),
    closing: read('closing.md').section,
    annexes: numbered('annex').map((name) => asAnnex(read(name), where(name))),
  }
  const checked = legalText.safeParse(made)
  if (!checked.success) throw new WrongText(explain(checked.error, folder))
  return checked.data
}

function parseAbout(contents: string | undefined, where: string) {
  if (contents === undefined) throw new WrongText(`${where} is missing`)
  try {
    return about.parse(JSON.parse(contents))
  } catch (error) {
    if (error instanceof z.ZodError) throw new WrongText(explain(error, where))
    throw new WrongText(`${where} is not JSON: ${(error as Error).message}`)
  }
}

function explain(error: z.ZodError, where: string): string {
  const [issue] = error.issues
  return `${where}: ${issue?.path.join('.')} ${issue?.message}`
}

type Heading = { numeral: string; heading: string; line: number }
type Read = {
  title?: Heading
  section: Section
  articles: Article[]
  parts: (Heading & { articles: Article[] })[]
}

function parseFile(contents: string, where: string): Read {
  const file: Read = { section: emptySection(), articles: [], parts: [] }
  let section = file.section
  /** the provision that a line one level deeper belongs to, by depth */
  let open: Provision[] = []
  const place = (line: Line, number: number, at: string) => {
    if (line.kind === 'heading') {
      section = placeHeading(file, line, number, at)
      open = []
    } else if (line.kind === 'footnote')
      section.footnotes.push({ label: line.label, text: runsOf(line.words, at) as never })
    else open = placeWords(section, open, line, at)
  }
  contents.split(/\r?\n/).forEach((characters, nth) => {
    if (characters.trim() === '') return
    const at = `${where}:${nth + 1}`
    const line = readLine(characters)
    if (!line) throw new WrongText(`${at}: cannot be read: ${characters.slice(0, 60)}`)
    place(line, nth + 1, at)
  })
  return file
}

const emptySection = (): Section => ({ paragraphs: [], footnotes: [] })

/** @returns the section that the lines below the heading go to */
function placeHeading(
  file: Read,
  { level, words }: Line & { kind: 'heading' },
  line: number,
  at: string,
): Section {
  const [, numeral, heading = ''] = /^([^ .]+)\.(?: (.*))?$/.exec(words) ?? []
  if (numeral === undefined) throw new WrongText(`${at}: a heading begins with a number and a dot`)
  if (level === 1) {
    if (file.title) throw new WrongText(`${at}: a file holds one chapter or annex`)
    file.title = { numeral, heading, line }
    return file.section
  }
  if (level === 2) {
    file.parts.push({ numeral, heading, line, articles: [] })
    return file.section
  }
  const article: Article = { number: numeral, heading, ...emptySection() }
  ;(file.parts.at(-1) ?? file).articles.push(article)
  return article
}

/** @returns the provisions that are now open, by depth */
function placeWords(
  section: Section,
  open: Provision[],
  line: Line & { kind: 'provision' | 'after' },
  at: string,
): Provision[] {
  const { depth } = line
  const parent = open[depth - 1]
  if (depth > 0 && !parent) throw new WrongText(`${at}: is indented under nothing`)
  const words = runsOf(line.words, at)
  if (line.kind === 'after') {
    parent!.after.push(words)
    return open.slice(0, depth)
  }
  const provision: Provision = { label: line.label, text: words, points: [], after: [] }
  if (parent && parent.after.length > 0)
    throw new WrongText(`${at}: a point stands after the words that close its list`)
  ;(parent ? parent.points : section.paragraphs).push(provision)
  return [...open.slice(0, depth), provision]
}

function runsOf(words: string, at: string): Runs {
  const runs = parseRuns(words)
  if (typeof runs === 'number')
    throw new WrongText(`${at}: cannot be read from "${words.slice(runs, runs + 20)}"`)
  return runs
}

function asNumbered(title: Heading | undefined, where: string) {
  const number = title && (title.numeral === '-' ? 1 : chapterNumber(title.numeral))
  if (!number) throw new WrongText(`${where}:${title?.line ?? 1}: a number such as II is missing`)
  return { number, numeral: title.numeral, heading: title.heading }
}

function asChapter({ title, articles, parts, section }: Read, where: string): Chapter {
  if (section.paragraphs.length + section.footnotes.length > 0)
    throw new WrongText(`${where}: has words before its first article`)
  return {
    ...asNumbered(title, where),
    articles,
    parts: parts.map((part): Part => ({ ...asNumbered(part, where), articles: part.articles })),
  }
}

function asAnnex({ title, section }: Read, where: string): Annex {
  const { number, numeral, heading } = asNumbered(title, where)
  return { number, numeral: numeral === '-' ? null : numeral, heading, ...section }
}
