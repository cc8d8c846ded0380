/** What partners paste into their pages: HTML that shows the figures. */
import { escapeXml } from '../texts/formats/xml.ts'
import { queryOf, type EmbedOptions } from './options.ts'
import { MAP_RATIO, type Shown, type Size, type SizeName } from './sizes.ts'

/** Without the site's own origin: what runs in it can do nothing to the page around it. */
export const SANDBOX = 'allow-scripts allow-popups allow-popups-to-escape-sandbox'

export type Embed = { siteUrl: string; shown: Shown; options: EmbedOptions; title: string }

export const embedAddress = ({ siteUrl, shown, options }: Omit<Embed, 'title'>): string =>
  `${siteUrl}/embed/${shown}${queryOf(options)}`

export function iframeCode(embed: Embed, { width, height }: Size): string {
  const isWhole = width === '100%'
  const ratio = embed.shown === 'map' ? `;height:auto;aspect-ratio:${MAP_RATIO}` : ''
  const attributes = [
    `src="${escapeXml(embedAddress(embed))}"`,
    `title="${escapeXml(embed.title)}"`,
    ...(isWhole ? [] : [`width="${width}"`]),
    `height="${height}"`,
    'loading="lazy"',
    `sandbox="${SANDBOX}"`,
    `style="border:0;${isWhole ? 'width:100%' : 'max-width:100%'}${ratio}"`,
  ]
  return `<iframe ${attributes.join(' ')}></iframe>`
}

/** One script for the page, and an element wherever the figures stand; a link while there is no script. */
export function elementCode({ siteUrl, shown, options, title }: Embed, size: SizeName): string {
  const { text, theme, language } = options
  const attributes = Object.entries({ show: shown, size, text, theme, lang: language })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${value}"`)
  const link = `<a href="${escapeXml(siteUrl)}/">${escapeXml(title)}</a>`
  return [
    `<script async src="${escapeXml(siteUrl)}/embed/accede.js"></script>`,
    `<accede-embed${attributes.join('')}>${link}</accede-embed>`,
  ].join('\n')
}

export const badgeCode = ({ siteUrl, options, title }: Omit<Embed, 'shown'>): string =>
  `<a href="${escapeXml(siteUrl)}/"><img src="${escapeXml(siteUrl)}/badge.svg${escapeXml(queryOf(options))}" alt="${escapeXml(title)}" height="32"></a>`
