/** Puts words and references where a shape names them. */
import { ROMAN, type PlannedArticle } from './plan.ts'
import type { Words } from './words/words.ts'

export type Place = Pick<PlannedArticle, 'number' | 'at' | 'chapter'>

const link = (words: string, to: string) => `[${words}](${to})`

/** @returns what says a template at its place; footnotes are numbered as they come */
export function sayer(words: Words, articles: PlannedArticle[]) {
  let notes = 0
  return (template: string, place: Place): string => {
    const refs = referencesAt(words, articles, place)
    const named = (name: string): string => {
      if (name === 'topic') return words.topics[place.at % words.topics.length]!
      if (name === 'note') return `[^${notes + 1}]`
      const said = refs[name.replace('^', '')]!()
      return name.endsWith('^') ? said.replace(/\p{L}/u, (first) => first.toUpperCase()) : said
    }
    const fill = (sentence: string) =>
      sentence.replace(/\{([A-Za-z0-9]+\^?)\}/g, (_, name: string) => named(name))
    const said = template
      .replace(/^( *)(\S+)(?= @)/gm, (_, indent, mark) => indent + printed(words, mark))
      .replace(/@number\b/g, () => String(notes + 1))
      .replace(/@([A-Za-z]+(?:\.[A-Za-z0-9]+)?)/g, (_, key: string) => fill(words.sentences[key]!))
    if (said.includes('\n[^')) notes++
    return said
  }
}

/** A number before a line as the language prints it; what is no number stays. */
const printed = (words: Words, mark: string) =>
  /^(\d+\.|\([A-Za-z]+\))$/.test(mark) ? words.label(mark) : mark

type References = Record<string, () => string>

/** What the article at a place may refer to: always something that is there. */
function referencesAt(words: Words, articles: PlannedArticle[], { number, at, chapter }: Place) {
  const { refs } = words
  const total = articles.length
  const nth = (index: number) => articles[(index + total) % total]!.number
  const other = (factor: number) => nth((at * factor + 2) % total === at ? at + 3 : at * factor + 2)
  const list = articles.find(({ shape }) => shape === 'listOfThree')!.number
  const roman = (index: number) => words.numeral(ROMAN[index % ROMAN.length]!)
  const several = [...new Set([at * 5 + 1, at * 5 + 30, at * 5 + 60].map((index) => index % total))]
    .sort((a, b) => a - b)
    .map((index) => articles[index]!.number)
  const from = (at * 11) % (total - 4)
  const far = (at + 2) % 8
  const made: References = {
    article: () => link(refs.article(other(7)), other(7)),
    paragraph: () => link(refs.paragraph(list, '2'), `${list}#p2`),
    point: () => link(refs.point(list, '2', 'a'), `${list}#p2-a`),
    list3: () => link(refs.article(list), list),
    several: () => severalLinks(words, several),
    range: () => link(refs.range(nth(from), nth(from + 3)), `${nth(from)}..${nth(from + 3)}`),
    chapter: () => link(refs.chapter(roman(far)), `chapter-${far + 1}`),
    thisChapter: () => link(refs.thisChapter, `chapter-${chapter + 1}`),
    part: () => link(refs.part(roman(1)), `chapter-${chapter + 1}#part-2`),
    annex: () => link(refs.annex(roman(at % 2)), `annex-${(at % 2) + 1}`),
    preceding: () => link(refs.preceding, nth(at - 1)),
    following: () => link(refs.following, nth(at + 1)),
    ownParagraph: () => link(refs.ownParagraph('1'), `${number}#p1`),
    ownPoint: () => link(refs.ownPoint('1', 'b'), `${number}#p1-b`),
  }
  return made
}

/** "Articles 3, 5 and 7": the word goes with the first, each number is a link of its own. */
function severalLinks({ refs, number }: Words, articles: string[]): string {
  const marked = articles.map((_, nth) => `\u0000${nth}\u0000`) as [string, string, string]
  const sentence = refs.several(marked)
  const word = sentence.slice(0, sentence.indexOf('\u0000'))
  return sentence.slice(word.length).replace(/\u0000(\d)\u0000/g, (_, nth: string) => {
    const to = articles[Number(nth)]!
    return link(`${nth === '0' ? word : ''}${number(to)}`, to)
  })
}
