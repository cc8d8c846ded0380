/** What a validator, a search engine and a screen reader find in every page, in every state. */
import { HtmlValidate } from 'html-validate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fullRegister } from '../support/full-register.ts'
import { startSite, type Site } from '../support/site.ts'
import { allStops, type Stop } from '../support/stops.ts'
import { VALID } from '../support/valid-html.ts'
import { decode, get } from '../support/visitor.ts'

const validator = new HtmlValidate(VALID)

let site: Site
let pages: (Stop & { html: string })[]
beforeAll(async () => {
  site = await startSite(await fullRegister())
  const stops = await allStops(site)
  pages = await Promise.all(
    stops.map(async (stop) => ({
      ...stop,
      html: (stop.answer ?? (await get(site, stop.path))).body,
    })),
  )
})
afterAll(() => site.remove())

const each = async (what: (page: Stop & { html: string }) => unknown | Promise<unknown>) =>
  Object.fromEntries(await Promise.all(pages.map(async (page) => [page.name, await what(page)])))
const same = <T>(value: T) => Object.fromEntries(pages.map(({ name }) => [name, value]))
const first = (html: string, pattern: RegExp) => decode(pattern.exec(html)?.[1])
const count = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].length
const property = (html: string, name: string) =>
  first(html, new RegExp(`<meta property="og:${name}" content="([^"]*)"`))

describe('Every page', () => {
  test('is valid HTML', async () => {
    const problems = async ({ html }: Stop & { html: string }) => {
      const { results } = await validator.validateString(html)
      return results.flatMap(({ messages }) =>
        messages.map(
          ({ ruleId, message, line, column }) => `${ruleId}: ${message} (${line}:${column})`,
        ),
      )
    }
    expect(await each(problems)).toEqual(same([]))
  })

  test('has a title, a description, and what is shown when it is shared', async () => {
    const facts = await each(({ html }) => ({
      title: Boolean(first(html, /<title>([^<]+)<\/title>/)),
      description: (first(html, /<meta name="description" content="([^"]*)"/) ?? '').length > 10,
      shared: [
        'title',
        'description',
        'type',
        'site_name',
        'url',
        'locale',
        'image',
        'image:alt',
      ].filter((name) => !property(html, name)),
      language: /<html lang="en" dir="ltr">/.test(html),
    }))
    expect(facts).toEqual(same({ title: true, description: true, shared: [], language: true }))
  })

  test('with an address of its own says which, and no other is for search engines', async () => {
    const canonical = await each(
      ({ html }) => first(html, /<link rel="canonical" href="([^"]*)"/) ?? 'noindex',
    )
    for (const { name, path, canonical: own, html } of pages) {
      const indexed = !html.includes('<meta name="robots" content="noindex"')
      if (own) expect([name, canonical[name]]).toEqual([name, site.url + path])
      expect([name, indexed]).toEqual([name, canonical[name] !== 'noindex'])
    }
  })

  test('has one main heading, one of each landmark, and a way past the navigation', async () => {
    const marks = await each(({ html }) => ({
      h1: count(html, /<h1[\s>]/g),
      main: count(html, /<main id="main" tabindex="-1">/g),
      header: count(html, /<header/g),
      footer: count(html, /<footer/g),
      skip: /<body>\s*<a class="skip" href="#main">/.test(html),
    }))
    expect(marks).toEqual(same({ h1: 1, main: 1, header: 1, footer: 1, skip: true }))
  })

  test('keeps what somebody wrote as text', async () => {
    const tags = await each(({ html }) =>
      [...html.matchAll(/<(script|style|img|iframe)\b[^>]*>/g)]
        .map(([tag]) => tag)
        .filter(
          (tag) =>
            !/^<script type="(module" src="\/assets\/|application\/ld\+json">)/.test(tag) &&
            !/^<(iframe src="\/embed\/|img src="\/badge\.svg)/.test(tag),
        ),
    )
    expect(tags).toEqual(same([]))
  })
})
