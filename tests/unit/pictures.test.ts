/** Words in pictures: every script is drawn, nothing leaves its box, nothing typed becomes markup. */
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { pictureOf, shownAt } from '../../src/server/pictures/addresses.ts'
import { card, type Card } from '../../src/server/pictures/card.ts'
import { isDrawable } from '../../src/server/pictures/drawable.ts'
import { fonts, isComplete } from '../../src/server/pictures/faces.ts'
import { fit, type Box } from '../../src/server/pictures/fit.ts'
import { sharePicture, type SharePicture } from '../../src/server/pictures/share.ts'

const box: Box = {
  ...{ width: 900, height: 300, leading: 1.12, direction: 'ltr' },
  sizes: [84, 60, 38],
}
const fitted = (text: string, more: Partial<Box> = {}) =>
  fit(fonts, 'display', text, { ...box, ...more })
const read = (lines: ReturnType<typeof fitted>['lines']) =>
  lines.map(({ atoms }) =>
    atoms
      .toSorted((a, b) => a.nth - b.nth)
      .map(({ source }) => source)
      .join(''),
  )

const share: SharePicture = {
  ...{ kind: 'share', language: 'en', siteLanguage: 'en', above: 'Article 12', act: false },
  ...{ title: 'The right to be informed', name: ['Model International', 'Mobility Convention'] },
  ...{ figure: '12,345', label: 'signatories, as at 22 November 2026' },
  circles: [{ country: 'PT', individuals: 3, organisations: 1 }],
}
const own: Card = {
  ...{ kind: 'card', language: 'en', above: 'Model International Mobility Convention' },
  ...{ said: 'I signed.', name: undefined, number: 'No. 12,345', country: 'Kenya' },
  address: 'endorse.example.org',
}
const HOSTILE = '"/><script>alert(1)</script><image href="https://elsewhere.example/x"/>&amp;'
const TITLES = {
  en: 'One framework for everyone who crosses a border',
  fr: 'Droit d’accès à l’information relative à la mobilité',
  es: 'Protección de los niños y niñas migrantes',
  ru: 'Право на получение информации',
  ar: 'الحق في الحصول على المعلومات',
  'zh-Hans': '移徙者获取信息的权利',
}

describe('words that must fit', () => {
  test('stay within their box at the largest size that lets them, whatever they are', () => {
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({ minLength: 300, maxLength: 900 }),
      fc.lorem({ maxCount: 80 }),
    )
    fc.assert(
      fc.property(words, fc.constantFrom('ltr', 'rtl'), (text, direction) => {
        const { lines, size, width } = fitted(text, { direction })
        expect(lines.length * size * box.leading).toBeLessThanOrEqual(box.height)
        for (const { atoms } of lines)
          for (const atom of atoms) {
            expect(atom.x).toBeGreaterThanOrEqual(-1)
            expect(atom.x + atom.width).toBeLessThanOrEqual(width + 1)
          }
      }),
      { numRuns: 60 },
    )
  })

  test('are whole when they fit, and end in an ellipsis between words when they do not', () => {
    expect(fitted('Short').size).toBe(84)
    const long = 'everybody who crosses a border '.repeat(40)
    const { lines, size } = fitted(long)
    const said = read(lines).join(' ')
    expect(size).toBe(38)
    expect(said).toMatch(/(everybody|who|crosses|a|border)…$/)
    expect(long.startsWith(said.slice(0, -1))).toBe(true)
    expect(read(fitted('Nameholder'.repeat(60)).lines).join('')).toMatch(/…$/)
  })

  test('leave no word alone on the last line', () => {
    const lines = read(fitted('One framework for everyone who crosses a border').lines)
    expect(lines).toEqual(['One framework', 'for everyone who', 'crosses a border'])
  })

  test('are nothing when there are none', () => {
    expect(read(fitted('').lines).join('')).toBe('')
    expect(read(fitted('a\u0000b\n\u2028c').lines)).toEqual(['a b c'])
  })
})

describe('every language of the site', () => {
  test.each(Object.entries(TITLES))('%s has a glyph for each letter', (_, title) => {
    for (const face of ['display', 'sans'] as const) expect(isComplete(face, title)).toBe(true)
  })

  test('Arabic letters join, and begin at the right', () => {
    const alone = [...'ليلى'].map((one) => fitted(one).lines[0]!.atoms[0]!.width)
    const [word] = fitted('ليلى').lines[0]!.atoms
    expect(word!.width).toBeLessThan(alone.reduce((sum, one) => sum + one))
    const [line] = fitted('حداد ليلى', { direction: 'rtl' }).lines
    expect(line!.atoms.find(({ source }) => source === 'حداد')!.x).toBeGreaterThan(box.width / 2)
  })

  test.each(Object.entries(TITLES))('%s makes a picture of 1200 × 630', async (language, title) => {
    const svg = sharePicture({ ...share, language, title })
    const { width, height, format } = await sharp(
      await sharp(Buffer.from(svg)).png().toBuffer(),
    ).metadata()
    expect({ width, height, format }).toEqual({ width: 1200, height: 630, format: 'png' })
  })

  test('names that have no letters here are left out rather than drawn as boxes', () => {
    for (const name of [
      'Wanjiru Kamau',
      'Łukasz',
      'ليلى حداد',
      '王小明',
      'Ἀθηνᾶ',
      'O’Brien-Ng',
      'नेहा',
      '김민지',
      'さくら',
    ])
      expect([name, isDrawable(name)]).toEqual([name, true])
    for (const name of ['བསྟན་འཛིན', 'ᏣᎳᎩ', 'Ana 🎉', ''])
      expect([name, isDrawable(name)]).toEqual([name, false])
    expect(card({ ...own, name: 'ᏣᎳᎩ' })).toBe(card(own))
    for (const name of ['Ana', 'नेहा', '김민지', 'さくら', 'สมชาย'])
      expect(card({ ...own, name })).not.toBe(card(own))
  })
})

describe('what somebody typed', () => {
  test('is never markup: a drawing holds outlines only', () => {
    const drawn = [
      sharePicture({ ...share, title: HOSTILE, above: HOSTILE, label: HOSTILE, figure: HOSTILE }),
      card({ ...own, name: HOSTILE, country: HOSTILE }),
    ]
    for (const svg of drawn) {
      expect([...new Set([...svg.matchAll(/<\/?(\w+)/g)].map(([, name]) => name))].sort()).toEqual(
        ['circle', 'g', 'path', 'rect', 'svg'].filter((name) => svg.includes(`<${name}`)),
      )
      expect(svg).not.toMatch(/script|href|NaN|undefined/)
    }
  })

  test('shows a figure of any size, and none while there is none', () => {
    for (const figure of ['1', '12,345,678,901', '9'.repeat(60)])
      expect(sharePicture({ ...share, figure })).not.toContain('NaN')
    expect(sharePicture({ ...share, figure: '' })).toContain('stroke-width="2"')
  })
})

describe('the address of a picture', () => {
  test('follows that of its page', () => {
    expect(
      [
        '/',
        '/about',
        '/convention',
        '/convention/articles/12',
        '/convention/1.0/ar/articles/18',
      ].map(pictureOf),
    ).toEqual([
      '/pictures/home.png',
      '/pictures/home.png',
      '/pictures/convention.png',
      '/pictures/convention/articles/12.png',
      '/pictures/convention/1.0/ar/articles/18.png',
    ])
    expect(pictureOf('/declaration/guide')).toBe('/pictures/declaration.png')
    expect(pictureOf('/signatories/PT')).toBe('/pictures/signatories/PT.png')
    expect(pictureOf(undefined)).toBe('/share.png')
  })

  test('is taken as it is written, or not at all', () => {
    expect(shownAt('convention/articles/12.png')).toBe('convention/articles/12')
    const wrong = ['home', 'home.jpg', '../home.png', 'signatories/pt.png', 'x.png', '.png', '']
    expect(wrong.map(shownAt)).toEqual(wrong.map(() => undefined))
  })
})
