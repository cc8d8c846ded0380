/**
 * Finds the words of a text that refer to another place of it, and where they lead. A reference to
 * something that is not there stays words, and is reported.
 */
import { placeArticles, placeChapters, placeProvisions, sectionsOf } from '../addresses.ts'
import { chapterNumber, numberOf } from '../labels.ts'
import type { LegalText, Provision, Run, Runs, Section } from '../model.ts'
import { NUMBER, rulesFor, type Rule } from './reference-rules.ts'
import { plainRun } from './tidy.ts'

/** Where the words stand. */
type Here = { page: string; chapter?: string; part?: string }
type Link = { text: string; to?: string; through?: string }
type Finder = {
  rules: Rule[]
  known: Set<string>
  order: string[]
  lost: { page: string; words: string }[]
}

/** @returns the text with its references, and those that lead nowhere, by the page they are on */
export function linkReferences(text: LegalText) {
  const finder: Finder = {
    rules: rulesFor(text.language),
    known: addressesOf(text),
    order: placeArticles(text).map(({ address }) => address),
    lost: [],
  }
  const pages = sectionsOf(text).values()
  const link = <S extends Section>(section: S, here: Omit<Here, 'page'> = {}): S =>
    linkSection(section, { ...here, page: pages.next().value!.address }, finder)
  const preamble = link(text.preamble)
  const articles = text.articles.map((article) => link(article))
  const chapters = placeChapters(text).map(({ address, chapter, parts }) => ({
    ...chapter,
    articles: chapter.articles.map((article) => link(article, { chapter: address })),
    parts: parts.map(({ address: part, part: { ...rest } }) => ({
      ...rest,
      articles: rest.articles.map((article) => link(article, { chapter: address, part })),
    })),
  }))
  const closing = link(text.closing)
  const annexes = text.annexes.map((annex) => link(annex))
  return { text: { ...text, preamble, articles, chapters, closing, annexes }, lost: finder.lost }
}

function addressesOf(text: LegalText): Set<string> {
  const sections = sectionsOf(text).flatMap(({ address, section }) => [
    address,
    ...placeProvisions(section, address).map((placed) => placed.address),
  ])
  const chapters = placeChapters(text).flatMap(({ address, parts }) => [
    address,
    ...parts.map((part) => part.address),
  ])
  return new Set([...sections, ...chapters])
}

function linkSection<S extends Section>(section: S, here: Here, finder: Finder): S {
  const provision = (one: Provision): Provision => ({
    ...one,
    text: linkRuns(one.text, here, finder),
    points: one.points.map(provision),
    after: one.after.map((runs) => linkRuns(runs, here, finder)),
  })
  return {
    ...section,
    paragraphs: section.paragraphs.map(provision),
    footnotes: section.footnotes.map((note) => ({
      ...note,
      text: linkRuns(note.text, here, finder),
    })),
  }
}

const linkRuns = (runs: readonly Run[], here: Here, finder: Finder): Runs =>
  runs.flatMap((run) => (run.kind === 'text' ? linkText(run.text, here, finder) : [run]))

function linkText(text: string, here: Here, finder: Finder): Runs {
  const links: Link[] = []
  let at = 0
  for (let next = nextMatch(text, at, finder); next; next = nextMatch(text, at, finder)) {
    const { match, rule } = next
    links.push({ text: text.slice(at, match.index) })
    at = match.index + match[0].length
    const leadsElsewhere = rule.elsewhere.test(text.slice(at))
    links.push(...(leadsElsewhere ? [{ text: match[0] }] : linksOf(match, here, finder)))
  }
  return asRuns([...links, { text: text.slice(at) }])
}

/** The first match of any rule; of those that begin together the longest. */
function nextMatch(text: string, from: number, { rules }: Finder) {
  let best: { match: RegExpExecArray; rule: Rule } | undefined
  for (const rule of rules) {
    rule.pattern.lastIndex = from
    const match = rule.pattern.exec(text)
    if (!match) continue
    const sooner = !best || match.index < best.match.index
    const longer = match.index === best?.match.index && match[0].length > best.match[0].length
    if (sooner || longer) best = { match, rule }
  }
  return best
}

function asRuns(links: Link[]): Runs {
  const runs: Runs = []
  for (const { text, to, through } of links) {
    const last = runs.at(-1)
    if (text === '') continue
    if (to) runs.push({ kind: 'reference', text, to, ...(through && { through }) })
    else if (last?.kind === 'text') runs[runs.length - 1] = plainRun(last.text + text)
    else runs.push(plainRun(text))
  }
  return runs
}

/** Whatever was matched, as links, or as words where nothing stands at the other end. */
function linksOf(match: RegExpExecArray, here: Here, finder: Finder): Link[] {
  const [words] = match
  const found = match.groups!
  if (found['list']) return listLinks(found['word']!, found['list'], finder, here)
  const to = targetOf(found, here, finder)
  const through = found['through'] && articlePage(found['through'])
  if (to && (!through || finder.known.has(through)))
    return [{ text: words, to, ...(through && { through }) }]
  finder.lost.push({ page: here.page, words })
  return [{ text: words }]
}

function targetOf(found: Record<string, string>, here: Here, finder: Finder): string | undefined {
  if (found['from']) return articleTarget(found['from'], finder)
  if (found['inner']) {
    const page = articlePage(new RegExp(NUMBER, 'u').exec(found['named']!)![0])
    return provisionTarget(page, stepsOf(found['inner']), finder)
  }
  if (found['own']) return provisionTarget(here.page, stepsOf(found['own']), finder)
  if (found['preceding']) return neighbour(here, -1, finder)
  if (found['following']) return neighbour(here, 1, finder)
  return known(divisionOf(found, here), finder)
}

function divisionOf(found: Record<string, string>, here: Here): string | undefined {
  if (found['thisChapter']) return here.chapter
  if (found['thisPart']) return here.part
  if (found['annex']) return `annex-${chapterNumber(found['annex'])}`
  const chapter = found['chapter'] ? `chapter-${chapterNumber(found['chapter'])}` : here.chapter
  return found['part'] ? `${chapter}#part-${chapterNumber(found['part'])}` : chapter
}

const known = (address: string | undefined, finder: Finder) =>
  address && finder.known.has(address) ? address : undefined

function neighbour({ page }: Here, step: number, { order }: Finder): string | undefined {
  const at = order.indexOf(page)
  return at < 0 ? undefined : order[at + step]
}

const articlePage = (number: string) => numberOf(number).toLowerCase()

/** "22, 51 and 81(2)": each a link of its own, the first with the word before it. */
function listLinks(word: string, list: string, finder: Finder, here: Here): Link[] {
  const links: Link[] = []
  let at = 0
  const one = new RegExp(`${NUMBER}`, 'gu')
  const starts = [...list.matchAll(one)].filter(({ index }) => isArticle(list, index))
  starts.forEach(({ index }, nth) => {
    const end = starts[nth + 1]?.index ?? list.length
    const words = list.slice(index, end).replace(/(?:[,،]?\s\p{L}+\s?|[,،]\s?|\sو)$/u, '')
    const prefix = nth === 0 ? word : ''
    const to = articleTarget(words, finder)
    if (!to) finder.lost.push({ page: here.page, words: prefix + words })
    links.push({ text: list.slice(at, index) }, { text: prefix + words, to })
    at = index + words.length
  })
  return [...links, { text: list.slice(at) }]
}

/** A number in a list that is not one of a paragraph: not in brackets, nor after a word for it. */
function isArticle(list: string, index: number): boolean {
  const before = list.slice(0, index)
  return before === '' ||
    /(?:^|[,،]\s|\s)(?:و|and\s|or\s|et\s|ou\s|y\s|o\s|и\s|или\s|أو\s)?$/u.test(before)
    ? !/[(]\s?$/.test(before) && !/(?:aragra\S*|árrafo|partado|ункт\S*|الفقرة)\s$/u.test(before)
    : false
}

function articleTarget(words: string, finder: Finder): string | undefined {
  const number = new RegExp(`^${NUMBER}`, 'u').exec(words)![0]
  return provisionTarget(articlePage(number), stepsOf(words.slice(number.length)), finder)
}

/** `(2)(a)`, `, paragraph 2 (a)`, `, paragraphe 2, point a)` → 2, a. */
function stepsOf(words: string): string[] {
  const steps = words.matchAll(
    /\p{Nd}+|(?<=\(\s?)\p{L}{1,5}(?=\s?\))|(?<![\p{L}])\p{L}{1,4}(?=\s?\))/gu,
  )
  return [...steps].map(([step]) => numberOf(step))
}

function provisionTarget(page: string, steps: string[], finder: Finder): string | undefined {
  const [first, ...rest] = steps
  if (first === undefined) return known(page, finder)
  const path = /^\d/.test(first) ? [`p${first}`, ...rest] : ['p1', first, ...rest]
  return known(`${page}#${path.join('-')}`, finder)
}
