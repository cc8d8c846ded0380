/**
 * oEmbed 1.0 (oembed.com): who pastes an address of this site into a page elsewhere gets the count
 * or the map for it.
 */
import type { Text } from '../../../content/campaign.ts'
import { pictureOf } from '../pictures/addresses.ts'
import { SHARED } from '../pictures/look.ts'
import { block, escapeXml, inline } from '../texts/formats/xml.ts'
import { iframeCode } from './code.ts'
import { readOptions, TEXTS, type EmbedOptions } from './options.ts'
import { sizeWithin, type Shown } from './sizes.ts'

export type OEmbed = Record<string, string | number>
export type Asked =
  | { outcome: 'found'; format: 'json' | 'xml'; answer: OEmbed }
  /** 400: no or a wrong parameter; 404: no page of this site that can be embedded; 501: no such format */
  | { outcome: 'wrong' | 'unknown' | 'no such format' }

/** Seconds for which a consumer may keep the answer: it holds no figure. */
const CACHE_AGE = 86_400
const WHOLE = /^[1-9]\d{0,4}$/

type Site = { siteUrl: string; name: string; titles: Record<Shown, string> }

export function oEmbed(site: Site, given: URLSearchParams): Asked {
  const format = given.get('format') ?? 'json'
  if (format !== 'json' && format !== 'xml') return { outcome: 'no such format' }
  const sizes = [given.get('maxwidth'), given.get('maxheight')]
  const url = given.get('url')
  if (!url || sizes.some((one) => one !== null && !WHOLE.test(one))) return { outcome: 'wrong' }
  const found = embeddedAt(site.siteUrl, url)
  if (!found) return { outcome: 'unknown' }
  const [width, height] = sizes.map((one) => (one === null ? undefined : Number(one)))
  return { outcome: 'found', format, answer: answer(site, found, { width, height }) }
}

type Found = { shown: Shown; options: EmbedOptions; path: string }

/** What a page of this site is shown as elsewhere. */
function embeddedAt(siteUrl: string, url: string): Found | undefined {
  if (!URL.canParse(url)) return undefined
  const { origin, pathname, searchParams } = new URL(url)
  if (origin !== siteUrl) return undefined
  const path = pathname.replace(/(?<=.)\/$/, '')
  const options = readOptions(searchParams)
  if (path === '/map' || path === '/embed/map') return { shown: 'map', options, path: '/map' }
  if (path === '/' || path === '/embed/counter') return { shown: 'counter', options, path: '/' }
  const text = TEXTS.find((one: Text) => path === `/${one}`)
  return text && { shown: 'counter', options: { ...options, text }, path }
}

/** True for the pages that say so in their head. */
export const isEmbeddable = (path: string): boolean =>
  path === '/' || path === '/map' || TEXTS.some((text) => path === `/${text}`)

function answer(
  { siteUrl, name, titles }: Site,
  { shown, options, path }: Found,
  most: { width?: number; height?: number },
): OEmbed {
  const size = sizeWithin(shown, most)
  const title = titles[shown]
  return {
    ...{ version: '1.0', type: 'rich', title },
    ...{ provider_name: name, provider_url: `${siteUrl}/`, cache_age: CACHE_AGE },
    html: iframeCode({ siteUrl, shown, options, title }, size),
    ...size,
    thumbnail_url: siteUrl + pictureOf(path),
    ...{ thumbnail_width: SHARED.width, thumbnail_height: SHARED.height },
  }
}

export function asXml(answer: OEmbed): string {
  const parts = Object.entries(answer).map(([name, value]) =>
    inline(name, {}, escapeXml(String(value))),
  )
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n${block('oembed', {}, parts)}\n`
}
