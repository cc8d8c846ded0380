/** The figures on other sites: what can be chosen, the code to paste, oEmbed, the badge. */
import type { Context } from '../context.ts'
import { translator } from '../messages/index.ts'
import type { Standing } from '../register/standing.ts'
import { badgeCode, elementCode, iframeCode, SANDBOX } from './code.ts'
import { asXml, oEmbed } from './oembed.ts'
import { queryOf, readOptions, type EmbedOptions } from './options.ts'
import { MAP_RATIO, SHOWN, SIZE_NAMES, SIZES, type Shown, type SizeName } from './sizes.ts'

export type { EmbedOptions } from './options.ts'
/** What the page for partners shows: one choice of everything. */
export type Choice = { shown: Shown; size: SizeName; options: EmbedOptions }

type Site = {
  context: Context
  standing: (text?: EmbedOptions['text']) => Promise<Standing>
  /** true when the figures are made up */
  sample: boolean
}

export function embedService({ context, standing, sample }: Site) {
  const t = translator('en')
  const { siteUrl } = context.config
  const titles = { counter: t('embed.title.counter'), map: t('embed.title.map') }
  return {
    readOptions,
    /** The choice that an address makes; the usual one where it says nothing that we know. */
    choice(given: URLSearchParams): Choice {
      const shown = SHOWN.find((one) => one === given.get('show')) ?? 'counter'
      const size = SIZE_NAMES.find((one) => one === given.get('size')) ?? 'm'
      return { shown, size, options: readOptions(given) }
    },
    /** The code for a choice, in its three ways, and the size of its frame. */
    code({ shown, size, options }: Choice) {
      const embed = { siteUrl, shown, options, title: titles[shown] }
      const frame = SIZES[shown][size]
      return {
        frame,
        sandbox: SANDBOX,
        title: titles[shown],
        preview: `/embed/${shown}${queryOf(options)}`,
        badgeSource: `/badge.svg${queryOf(options)}`,
        badgeTitle: titles.counter,
        element: elementCode(embed, size),
        iframe: iframeCode(embed, frame),
        badge: badgeCode({ siteUrl, options, title: titles.counter }),
      }
    },
    /** What the element has to know (scripts/embed-element.js), as statements of a script. */
    elementConstants(): string {
      const sizes = Object.fromEntries(
        SHOWN.map((shown) => [
          shown,
          Object.fromEntries(SIZE_NAMES.map((name) => [name, Object.values(SIZES[shown][name])])),
        ]),
      )
      const constants = { SIZES: sizes, MAP_RATIO, TITLES: titles, SANDBOX }
      return Object.entries(constants)
        .map(([name, value]) => `const ${name} = ${JSON.stringify(value)}`)
        .join('\n')
    },
    oEmbed: (given: URLSearchParams) => oEmbed({ siteUrl, name: t('site.name'), titles }, given),
    asXml,
    /** An SVG with the real figure. */
    async badge(options: EmbedOptions): Promise<string> {
      // Loaded by those who are asked for it: it brings the fonts.
      const { badge } = await import('../pictures/badge.ts')
      const { total } = await standing(options.text)
      const say = translator(options.language ?? 'en')
      const figure = new Intl.NumberFormat(options.language ?? 'en').format(total)
      const label = say(sample ? 'pictures.sample' : `embed.badge.${options.text ?? 'all'}`)
      return badge(label, figure, options.theme)
    },
  }
}
