/** What partners choose and paste, and what programs are told about it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { elementCode, iframeCode, type Embed } from '../../src/server/embeds/code.ts'
import { asXml, oEmbed } from '../../src/server/embeds/oembed.ts'
import { queryOf, readOptions } from '../../src/server/embeds/options.ts'
import { SHOWN, SIZE_NAMES, SIZES, sizeWithin } from '../../src/server/embeds/sizes.ts'
import { framing } from '../../src/server/http/headers.ts'
import { hotKey } from '../../src/server/http/hot-keys.ts'
import { badge } from '../../src/server/pictures/badge.ts'
import { elements, parseXml, words } from '../support/read-back/xml.ts'

const siteUrl = 'https://endorse.example.org'
const titles = { counter: 'Signatories of "A & B"', map: 'Map' }
const site = { siteUrl, name: 'MIMC', titles }
const key = (url: string) => hotKey({ method: 'GET', url } as never)
const ask = (query: Record<string, string>) => oEmbed(site, new URLSearchParams(query))

describe('what may be chosen', () => {
  test('comes in six sizes, of which the largest that has room is taken', () => {
    expect(SIZE_NAMES).toHaveLength(6)
    for (const shown of SHOWN) {
      expect(Object.keys(SIZES[shown])).toEqual([...SIZE_NAMES])
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 3000 }),
          fc.integer({ min: 1, max: 3000 }),
          (w, h) => {
            const { width, height } = sizeWithin(shown, { width: w, height: h })
            expect(width).toBeLessThanOrEqual(w)
            expect(height).toBeLessThanOrEqual(h)
          },
        ),
      )
    }
    expect(sizeWithin('map', { width: 500 })).toEqual({ width: 480, height: 300 })
    expect(sizeWithin('counter', {})).toEqual({ width: 320, height: 200 })
  })

  test('is what we know; whatever else is asked for cannot multiply the pages in memory', () => {
    const given = new URLSearchParams('text=declaration&theme=dark&lang=en&x=1&theme=light')
    expect(queryOf(readOptions(given))).toBe('?text=declaration&theme=dark&lang=en')
    expect(key('/embed/counter?theme=dark&text=convention')).toBe(
      '/embed/counter?text=convention&theme=dark',
    )
    for (const path of ['/embed/counter', '/embed/map', '/badge.svg'])
      fc.assert(
        fc.property(fc.webQueryParameters(), (query) => {
          expect(key(`${path}?${query}`)?.slice(path.length)).toMatch(
            /^(\?(text=\w+|theme=\w+|lang=\w+|&)+)?$/,
          )
        }),
      )
    expect(key('/embed/counter?theme=<script>&text=../x')).toBe('/embed/counter')
  })
})

describe('what may be framed', () => {
  test('are two pages, and no other', () => {
    for (const path of ['/embed/counter', '/embed/map']) {
      expect(framing(path).join()).toContain("default-src 'none'")
      expect(framing(path).join()).not.toContain('frame-ancestors')
    }
    expect(framing('/about/embed').join()).toContain("frame-ancestors 'none'")
    for (const path of [
      '/',
      '/sign',
      '/embed',
      '/embed/counter/x',
      '/embed/accede.js',
      '/manage/x',
    ])
      expect([path, framing(path)]).toEqual([path, []])
  })
})

describe('the code to paste', () => {
  const embed: Embed = {
    siteUrl,
    shown: 'counter',
    options: { theme: 'dark' },
    title: titles.counter,
  }

  test('holds what was chosen, and nothing that ends an attribute', () => {
    expect(iframeCode(embed, { width: 320, height: 200 })).toBe(
      '<iframe src="https://endorse.example.org/embed/counter?theme=dark" title="Signatories of &quot;A &amp; B&quot;" width="320" height="200" loading="lazy" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" style="border:0;max-width:100%"></iframe>',
    )
    expect(iframeCode(embed, SIZES.counter.full)).toMatch(
      /height="220".*style="border:0;width:100%"/,
    )
    expect(elementCode(embed, 'm')).toBe(
      '<script async src="https://endorse.example.org/embed/accede.js"></script>\n<accede-embed show="counter" size="m" theme="dark"><a href="https://endorse.example.org/">Signatories of &quot;A &amp; B&quot;</a></accede-embed>',
    )
  })
})

describe('oEmbed', () => {
  const found = (query: Record<string, string>) => {
    const asked = ask(query)
    if (asked.outcome !== 'found') throw new Error(asked.outcome)
    return asked
  }

  test('answers for the pages that can be embedded, no larger than was asked for', () => {
    const { answer, format } = found({ url: `${siteUrl}/map`, maxwidth: '500', maxheight: '250' })
    expect(format).toBe('json')
    expect(answer).toMatchObject({ version: '1.0', type: 'rich', width: 320, height: 200 })
    expect(answer['html']).toContain('src="https://endorse.example.org/embed/map"')
    const one = found({ url: `${siteUrl}/declaration/` }).answer
    expect(one['html']).toContain('/embed/counter?text=declaration"')
    expect(one['thumbnail_url']).toBe(`${siteUrl}/pictures/declaration.png`)
    const dark = found({ url: `${siteUrl}/embed/counter?theme=dark&x=%22%3E` }).answer
    expect(dark['html']).toContain('/embed/counter?theme=dark"')
    expect(found({ url: siteUrl, maxwidth: '50' }).answer['width']).toBe(50)
  })

  test('says the same in XML', () => {
    const { answer, format } = found({ url: siteUrl, format: 'xml' })
    expect(format).toBe('xml')
    const root = parseXml(asXml(answer))
    expect(root.name).toBe('oembed')
    const read = Object.fromEntries(elements(root).map((one) => [one.name, words(one)]))
    expect(read).toEqual(
      Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, String(value)])),
    )
  })

  test.each([
    [{}, 'wrong'],
    [{ url: '' }, 'wrong'],
    [{ url: siteUrl, maxwidth: 'wide' }, 'wrong'],
    [{ url: siteUrl, maxheight: '-1' }, 'wrong'],
    [{ url: siteUrl, maxwidth: '9'.repeat(400) }, 'wrong'],
    [{ url: siteUrl, format: 'yaml' }, 'no such format'],
    [{ url: 'not an address' }, 'unknown'],
    [{ url: 'https://elsewhere.example/' }, 'unknown'],
    [{ url: `${siteUrl}.elsewhere.example/` }, 'unknown'],
    [{ url: 'javascript:alert(1)' }, 'unknown'],
    [{ url: `${siteUrl}/sign` }, 'unknown'],
    [{ url: `${siteUrl}/manage/token` }, 'unknown'],
  ])('%o is %s', (query, outcome) => {
    expect(ask(query as Record<string, string>).outcome).toBe(outcome)
  })
})

describe('the badge', () => {
  test('says what it shows to those who do not see it, and grows with the figure', () => {
    const widthOf = (svg: string) => Number(/ width="(\d+)"/.exec(svg)![1])
    const small = badge('Signatories', '7')
    expect(small).toContain('<title>Signatories: 7</title>')
    expect(widthOf(badge('Signatories', '12,345,678'))).toBeGreaterThan(widthOf(small))
    expect(parseXml(small).name).toBe('svg')
    expect(parseXml(badge('<script>alert(1)</script> & "', '"/>')).name).toBe('svg')
  })

  test('is light, dark, or as the reader has it', () => {
    expect(badge('S', '7', 'dark')).not.toContain('@media')
    expect(badge('S', '7', 'dark')).not.toBe(badge('S', '7', 'light'))
    expect(badge('S', '7')).toContain('@media (prefers-color-scheme:dark)')
  })
})
