/** Markdown of staff becomes mail: whatever is typed, only what a mail may hold comes out. */
import fc from 'fast-check'
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'
import { describe, expect, test } from 'vitest'
import { newsHtml, newsText } from '../../../src/server/news/layout.ts'
import { htmlOf } from '../../../src/server/news/markdown/html.ts'
import { readMarkdown } from '../../../src/server/news/markdown/read.ts'
import { textOf } from '../../../src/server/news/markdown/text.ts'
import { VALID_MAIL } from '../../support/valid-html.ts'
import { HtmlValidate } from 'html-validate'

const html = (markdown: string) =>
  htmlOf(readMarkdown(markdown).blocks).replace(/ (style|class)="[^"]*"/g, '')
const text = (markdown: string) => textOf(readMarkdown(markdown).blocks)
const leftOut = (markdown: string) => readMarkdown(markdown).leftOut

describe('what is kept', () => {
  test.each([
    [
      '# One\n\n### Three',
      '<h2>One</h2>\n<h3>Three</h3>',
      'One\n====================\n\nThree\n--------------------',
    ],
    ['a *b* **c** `d`', '<p>a <em>b</em> <strong>c</strong> <code>d</code></p>', 'a _b_ *c* d'],
    ['- a\n- b', '<ul><li>a</li><li>b</li></ul>', '- a\n- b'],
    ['3. a\n4. b', '<ol start="3"><li>a</li><li>b</li></ol>', '3. a\n4. b'],
    ['> a\n> b', '<blockquote><p>a\nb</p></blockquote>', '> a\n> b'],
    ['a\\\nb', '<p>a<br />b</p>', 'a\nb'],
    ['---', '<hr />', '* * *'],
    ['    a < b', '<pre>a &lt; b</pre>', '    a < b'],
    [
      '[a](https://e.example/?b=1&c)',
      '<p><a href="https://e.example/?b=1&amp;c">a</a></p>',
      'a <https://e.example/?b=1&c>',
    ],
    [
      '<https://e.example>',
      '<p><a href="https://e.example/">https://e.example</a></p>',
      'https://e.example',
    ],
    ['<a@e.example>', '<p><a href="mailto:a@e.example">a@e.example</a></p>', 'a@e.example'],
    [
      '[a][1]\n\n[1]: https://e.example/1',
      '<p><a href="https://e.example/1">a</a></p>',
      'a <https://e.example/1>',
    ],
    ['مرحبا **بكم**', '<p>مرحبا <strong>بكم</strong></p>', 'مرحبا *بكم*'],
  ])('%j', (markdown, asHtml, asText) => {
    expect(html(markdown)).toBe(asHtml)
    expect(text(markdown)).toBe(asText)
    expect(leftOut(markdown)).toEqual([])
  })
})

describe('what is left out, and said so', () => {
  test.each([
    ['<script>alert(1)</script>', '', ['html']],
    ['a <b onclick=x>b</b>', '<p>a b</p>', ['html']],
    ['![a map](https://e.example/p.png)', '<p>a map</p>', ['image']],
    ['![](https://e.example/p.png)', '', ['image']],
    ['[a](javascript:alert(1))', '<p>a</p>', ['link']],
    ['[a](JaVaScRiPt&colon;alert(1))', '<p>a</p>', ['link']],
    ['[a](data:text/html,x)', '<p>a</p>', ['link']],
    ['[a](/staff)', '<p>a</p>', ['link']],
    ['[a](//evil.example)', '<p>a</p>', ['link']],
    ['[a](https://bank.example@evil.example)', '<p>a</p>', ['link']],
    ['[a](https://)', '<p>a</p>', ['link']],
  ])('%j', (markdown, asHtml, what) => {
    expect(html(markdown)).toBe(asHtml)
    expect(leftOut(markdown)).toEqual(what)
  })
})

test('what stands too deep is left out', () => {
  expect(leftOut(`${'> '.repeat(7)}words`)).toEqual([])
  expect(leftOut(`${'> '.repeat(8)}words`)).toEqual(['deep'])
  expect(html(`${'> '.repeat(300)}words`)).not.toContain('words')
})

const TAGS = 'h2 h3 p blockquote ul ol li pre hr strong em a br code'.split(' ')
const ATTRIBUTES = ['class', 'href', 'start', 'style']

/** What is in it that may not be. */
function strangers(node: DefaultTreeAdapterTypes.Node): string[] {
  const own =
    'tagName' in node
      ? [
          ...(TAGS.includes(node.tagName) ? [] : [node.tagName]),
          ...node.attrs
            .filter(({ name, value }) =>
              ATTRIBUTES.includes(name)
                ? name === 'href' && !/^(https?:\/\/|mailto:)/.test(value)
                : true,
            )
            .map(({ name, value }) => `${name}=${value}`),
        ]
      : node.nodeName === '#comment'
        ? ['comment']
        : []
  return [...own, ...('childNodes' in node ? node.childNodes.flatMap(strangers) : [])]
}

const PIECES = [
  ...[
    '<script>',
    '</p>',
    '<!--',
    '-->',
    '<img src=x onerror=1>',
    '&lt;',
    '"',
    "'",
    '[a](',
    ')',
    '![',
    '](javascript:x)',
  ],
  ...[
    '](https://e.example/"x',
    '`',
    '**',
    '_',
    '\n',
    '\n\n',
    '> ',
    '- ',
    '1. ',
    '# ',
    '    ',
    '[1]: ',
    '<a href="',
    '\\',
    '&#x6A;',
  ],
]

test('whatever is typed, nothing else comes out', () => {
  const typed = fc.oneof(
    fc
      .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'grapheme' })), {
        maxLength: 40,
      })
      .map((all) => all.join('')),
    fc.string({ unit: 'binary', maxLength: 200 }),
  )
  fc.assert(
    fc.property(typed, (markdown) => {
      expect(strangers(parseFragment(htmlOf(readMarkdown(markdown).blocks)))).toEqual([])
    }),
    { numRuns: 500 },
  )
})

describe('the mail around it', () => {
  const markdown =
    '# What happened\n\nIt was **good**, [really](https://e.example).\n\n- a\n- b\n\n> c\n\n1. d\n\n---'
  const { blocks } = readMarkdown(markdown)
  const piece = (language: string, subject = 'News <from> "Lisbon"') => ({
    ...{ language, subject },
    ...{ html: htmlOf(blocks), plain: textOf(blocks) },
  })
  const around = {
    siteUrl: 'https://site.example',
    unsubscribe: 'https://site.example/unsubscribe/x',
  }

  test('is valid HTML that loads nothing, and says in both parts why it came and how to end it', async () => {
    const mail = newsHtml(piece('en'), around)
    const { results } = await new HtmlValidate(VALID_MAIL).validateString(mail)
    expect(results.flatMap(({ messages }) => messages)).toEqual([])
    expect(mail).not.toMatch(/<(img|script|link|iframe|form|object)|@import|url\(/i)
    for (const part of [mail, newsText(piece('en'), around)]) {
      expect(part).toContain('asked for news')
      expect(part).toContain(around.unsubscribe)
    }
    expect(mail).toMatch(/<h1[^>]*>News &lt;from&gt; &quot;Lisbon&quot;<\/h1>/)
  })

  test('runs from right to left where its language does', () => {
    expect(newsHtml(piece('ar'), around)).toContain('<html lang="ar" dir="rtl">')
    expect(newsHtml(piece('zh'), around)).toContain('<html lang="zh" dir="ltr">')
  })
})
