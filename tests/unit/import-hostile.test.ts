/** Whatever a document holds, its text is words. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readHtml } from '../../src/server/texts/import/html.ts'
import { readSource } from '../../src/server/texts/import/index.ts'
import { readMarkdown } from '../../src/server/texts/import/markdown.ts'
import { readPlain } from '../../src/server/texts/import/plain.ts'
import { UNFIT, type LegalText } from '../../src/server/texts/model.ts'
import { parseText } from '../../src/server/texts/stored/parse.ts'
import { printText } from '../../src/server/texts/stored/print.ts'
import { doubts, GIVEN, reader } from '../support/import.ts'

const read = reader()
const page = (body: string) => `<h1>T</h1><h2>Article 1</h2>${body}`

/** Every string of a text, wherever it is. */
const stringsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : value && typeof value === 'object'
      ? Object.values(value).flatMap(stringsOf)
      : []

describe('a page of HTML with', () => {
  test.each([
    ['a script', '<p>one <script>alert(1)</script>two</p>'],
    ['a script in a picture', '<p>one <svg><script>alert(1)</script></svg>two</p>'],
    ['a handler', '<p onclick="alert(1)">one <img src=x onerror="alert(1)">two</p>'],
    ['a link that runs', '<p>one <a href="javascript:alert(1)">two</a></p>'],
    ['a frame', '<p>one <iframe srcdoc="<script>alert(1)</script>"></iframe>two</p>'],
    ['a style', '<style>p { background: url(//alert) }</style><p style="alert(1)">one two</p>'],
    ['a template', '<template><p>alert(1)</p></template><p>one two</p>'],
    ['a comment', '<p>one <!-- alert(1) -->two</p>'],
    ['what is hidden', '<p>one <span hidden>alert(1)</span>two</p>'],
  ])('%s keeps its words alone', async (_, body) => {
    const { text } = await read('html', page(body))
    expect(text.articles[0]!.paragraphs[0]!.text).toEqual([{ kind: 'text', text: 'one two' }])
    expect(stringsOf(text).join(' ')).not.toContain('alert')
  })

  test('markup written as words keeps it as words', async () => {
    const { text } = await read('html', page('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'))
    expect(text.articles[0]!.paragraphs[0]!.text).toEqual([
      { kind: 'text', text: '<script>alert(1)</script>' },
    ])
    expect(parseText(printText(text))).toEqual(text)
  })
})

test('a footnote without words is told, and left out', async () => {
  const imported = await read('html', page('<p>one<sup><a href="#n">1</a></sup></p><p id="n"></p>'))
  expect(doubts(imported).join()).toContain('there is no footnote 1')
  expect(imported.text.articles[0]!.footnotes).toEqual([])
})

test('Markdown with HTML and links that run keeps the words', async () => {
  const body =
    'one [two](javascript:alert(1)) <img src=x onerror=alert(1)>\n\n<script>alert(1)</script>'
  const { text } = await read('md', `# T\n\n## Article 1\n\n${body}`)
  expect(stringsOf(text).join(' ')).not.toContain('alert')
  expect(text.articles[0]!.paragraphs[0]!.text).toEqual([{ kind: 'text', text: 'one two' }])
})

test('characters that turn or hide text are left out', async () => {
  const { text } = await read('txt', 'T\n\nArticle 1\n\nabc\u202edef\u200b\u0007ghi\u2066.')
  expect(text.articles[0]!.paragraphs[0]!.text).toEqual([{ kind: 'text', text: 'abcdefghi.' }])
})

describe('any words', () => {
  const pieces = fc.constantFrom(
    ...['Article 1', 'Article 2', 'Chapter I', 'CHAPTER II\n', 'Part 1', 'Annex', 'Preamble'],
    ...[
      '1. ',
      '(a) ',
      '(i) ',
      '(A) ',
      '- ',
      '• ',
      '\n',
      '\n\n',
      ' ',
      '. ',
      ':',
      ';',
      '[1]',
      '[^1]: ',
    ],
    ...['<p>', '</p>', '<li>', '<ol type="a">', '<ul>', '<em>', '<br>', '<table>', '<h2>', '</h2>'],
    ...[
      '<sup><a href="#n">1</a></sup>',
      '<p id="n">',
      '*',
      '_',
      '`',
      '> ',
      '# ',
      '\\',
      '"x" means ',
    ],
    ...[
      'word',
      'Articles 1, 2 and 3',
      'paragraph 1 of this article',
      '\u202e',
      '\u0000',
      '\ud800',
      'ل',
    ],
  )
  const soup = fc.oneof(
    fc.array(pieces, { maxLength: 40 }).map((some) => some.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )
  const holds = (text: LegalText) => {
    expect(parseText(printText(text))).toEqual(text)
    for (const words of stringsOf(text)) expect(words).not.toMatch(UNFIT)
  }
  test.each([
    ['HTML', readHtml],
    ['Markdown', readMarkdown],
    ['plain text', (text: string) => readPlain(text, 'en')],
  ])('as %s make a text that can be stored', (_, readWords) => {
    fc.assert(
      fc.property(soup, (words) => holds(readSource(readWords(words), GIVEN).text)),
      { numRuns: 500 },
    )
  })
})
