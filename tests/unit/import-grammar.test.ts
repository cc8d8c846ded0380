/** How documents are read: what treaties do, and what word processors make of them. */
import { describe, expect, test } from 'vitest'
import { plain, type Provision } from '../../src/server/texts/model.ts'
import { articlesOf, doubts, reader } from '../support/import.ts'

const read = reader()

/** `1.(a)(i)` with words, one line each, by depth. */
function outline(provisions: Provision[], indent = ''): string[] {
  return provisions.flatMap((one) => [
    `${indent}${one.label ?? '-'} ${plain(one.text)}`,
    ...outline(one.points, `${indent}  `),
    ...one.after.map((runs) => `${indent}> ${plain(runs)}`),
  ])
}
const paragraphsOf = async (body: string) => {
  const imported = await read('txt', `A text\n\nArticle 1\nHeading\n\n${body}`)
  return { lines: outline(articlesOf(imported.text)[0]!.paragraphs), doubts: doubts(imported) }
}

describe('lists', () => {
  test('(i) after (h) is the ninth letter when (j) follows', async () => {
    const letters = [...'abcdefghij'].map((letter) => `(${letter}) point ${letter};`)
    const { lines } = await paragraphsOf(`1. Words:\n\n${letters.join('\n\n')}`)
    expect(lines.filter((line) => line.startsWith('  ('))).toHaveLength(10)
  })

  test('(i) after (h) opens a list when (ii) follows', async () => {
    const letters = [...'abcdefgh'].map((letter) => `(${letter}) point ${letter}:`)
    const { lines } = await paragraphsOf(
      `1. Words:\n\n${letters.join('\n\n')}\n\n(i) one;\n\n(ii) two;\n\n(i) last.`,
    )
    expect(lines.slice(-3)).toEqual(['    (i) one;', '    (ii) two;', '  (i) last.'])
  })

  test('the third level may have letters or digits', async () => {
    const { lines, doubts } = await paragraphsOf(
      '1. A:\n(a) b:\n(i) c:\n(A) d;\n(B) e;\n(ii) f:\n(1) g;\n(2) h.\n2. I.',
    )
    expect(doubts).toEqual([])
    expect(lines).toEqual([
      ...['1. A:', '  (a) b:', '    (i) c:', '      (A) d;', '      (B) e;', '    (ii) f:'],
      ...['      (1) g;', '      (2) h.', '2. I.'],
    ])
  })

  test('a line that is wrapped before a number in brackets goes on', async () => {
    const { lines } = await paragraphsOf('1. As said in paragraph 1\n(a) of this article.')
    expect(lines.length).toBeLessThanOrEqual(2)
  })

  test('gaps and repeats are said, with their line', async () => {
    const { doubts } = await paragraphsOf('1. One.\n\n3. Three.\n\n3. Three again.')
    expect(doubts).toEqual([
      'line 8: number 3. of Article 1 follows a gap',
      'line 10: number 3. of Article 1 stands twice or too late',
    ])
  })
})

describe('articles', () => {
  const text = (...heads: string[]) =>
    `A text\n\n${heads.map((head) => `${head}\n\nWords of it.`).join('\n\n')}`

  test.each([
    ['Article 1\nOn words', 'On words'],
    ['Article 1. On words', 'On words'],
    ['ARTICLE 1 – On words', 'On words'],
    ['Article 1: On words', 'On words'],
    ['Art. 1 On words', 'On words'],
    ['Article 1', ''],
  ])('%j is an article', async (head, heading) => {
    const { text: read_ } = await read('txt', text(head))
    expect(articlesOf(read_)).toMatchObject([{ number: '1', heading }])
  })

  test('a sentence about an article opens none', async () => {
    const imported = await read('txt', text('Article 1\nOne', 'Article 1 applies here.'))
    expect(articlesOf(imported.text)).toHaveLength(1)
    expect(doubts(imported)).toEqual([])
  })

  test('what is missing, twice, or empty is said', async () => {
    const imported = await read(
      'txt',
      `${text('Article 1', 'Article 3', 'Article 3')}\n\nArticle 4`,
    )
    expect(doubts(imported)).toEqual([
      'line 7: Article 3 follows a gap: Article 2 is missing',
      'line 11: Article 3 stands twice',
      'line 15: Article 4 is a heading without text',
    ])
  })

  test('articles bis have their own address', async () => {
    const imported = await read('txt', text('Article 1', 'Article 1 bis', 'Article 2'))
    expect(articlesOf(imported.text).map(({ number }) => number)).toEqual(['1', '1bis', '2'])
    expect(doubts(imported)).toEqual([])
  })

  test('a list of contents is left out, and said', async () => {
    const contents = 'Contents\n\nArticle 1. On words\n\nArticle 2. On more\n\n'
    const body = text('Article 1. On words', 'Article 2. On more').replace('A text\n\n', '')
    const imported = await read('txt', `A text\n\n${contents}${body}`)
    expect(articlesOf(imported.text)).toHaveLength(2)
    expect(doubts(imported)).toEqual([])
    expect(imported.findings).toMatchObject([{ severity: 'note', where: 'line 3' }])
  })
})

describe('references', () => {
  const targets = async (sentence: string, language = 'en') => {
    const articles = Array.from(
      { length: 5 },
      (_, nth) => `Article ${nth + 1}\n\n1. One:\n(a) point;\n(b) point.\n\n2. Two.`,
    )
    const imported = await read(
      'txt',
      `T\n\nChapter I\nOne\n\n${articles.join('\n\n')}\n\nArticle 6\n\n1. ${sentence}\n\nAnnex I\nEnd\n\nWords.`,
      { language },
    )
    const [said] = articlesOf(imported.text).at(-1)!.paragraphs
    const links = said!.text.flatMap((run) =>
      run.kind === 'reference'
        ? [`${run.text} > ${run.to}${run.through ? `..${run.through}` : ''}`]
        : [],
    )
    return [...links, ...doubts(imported).map((line) => line.replace(/^.*refers to /, 'lost '))]
  }

  test.each([
    ['See Article 3(1)(a).', ['Article 3(1)(a) > 3#p1-a']],
    ['See article 3, paragraph 1 (b), here.', ['article 3, paragraph 1 (b) > 3#p1-b']],
    ['See paragraph 2 of Article 4.', ['paragraph 2 of Article 4 > 4#p2']],
    ['See Articles 1, 2(2) and 5.', ['Articles 1 > 1', '2(2) > 2#p2', '5 > 5']],
    ['See Articles 2 to 4, and 5 days.', ['Articles 2 to 4 > 2..4']],
    ['See Articles 2–4.', ['Articles 2–4 > 2..4']],
    [
      'See the preceding article and this Chapter.',
      ['the preceding article > 5', 'this Chapter > chapter-1'],
    ],
    ['Chapter I and Annex I.', ['Chapter I > chapter-1', 'Annex I > annex-1']],
    ['Article 33 of the 1951 Convention relating to refugees.', []],
    ['Article 3 of this Convention.', ['Article 3 > 3']],
    ['Article 3 of the Charter and Article 4.', ['Article 4 > 4']],
    ['See Article 9.', ['lost “Article 9”, which is not there']],
    ['See Article 3(7).', ['lost “Article 3(7)”, which is not there']],
    ['An article, a paragraph, 12 chapters.', []],
  ])('%s', async (sentence, expected) => {
    expect(await targets(sentence)).toEqual(expected)
  })
})
