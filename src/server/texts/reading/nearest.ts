/** What a mistyped address probably meant. */
import { chapterNumber, westernDigits } from '../labels.ts'
import type { LoadedText } from '../loaded.ts'

const MOST = 3

/**
 * Pages close to what was asked for, the closest first: an article's neighbours in number, for a
 * word in another form (`article/12`, `chapters/IV`, `１２`) the one that it names.
 * @returns addresses such as `12`, `chapter-2`; none where no number is to be seen
 */
export function nearest(path: string, held: LoadedText): string[] {
  const typed = westernDigits(path.slice(0, 200).normalize('NFKC')).toLowerCase()
  const asked = typed.replace(/^\d[\d.]*\/[a-z-]+\//, '')
  const number = /\d{1,6}/.exec(asked)?.[0]
  if (/chap/.test(asked)) {
    const numeral = number ?? asked.split(/[^a-z]+/).at(-1) ?? ''
    return near(held.chapters, chapterNumber(numeral) ?? 1, ({ chapter }) => chapter.number)
  }
  if (/annex/.test(asked))
    return near(held.annexes, Number(number ?? 1), ({ annex }) => annex.number)
  if (/art|^\d/.test(asked))
    return near(held.articles, Number(number ?? 1), ({ article }) => parseInt(article.number, 10))
  const word = ['preamble', 'closing'].find((one) => asked.startsWith(one.slice(0, 4)))
  return word ? [word] : []
}

function near<Placed extends { address: string }>(
  all: readonly Placed[],
  wanted: number,
  numberOf: (one: Placed) => number,
): string[] {
  const away = (one: Placed) => Math.abs(numberOf(one) - wanted)
  const closest = [...all].sort((a, b) => away(a) - away(b)).slice(0, MOST)
  // What was meant stands alone; where nothing is, its neighbours do.
  const exact = closest.filter((one) => away(one) === 0)
  return (exact.length > 0 ? exact : closest).map(({ address }) => address)
}
