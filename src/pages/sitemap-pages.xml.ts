import type { APIRoute } from 'astro'
import { chapterAddress } from '../components/guide/addresses.ts'
import { chapterGuides } from '../components/reader/chapters.ts'
import type { App } from '../server/app.ts'
import { sitemap } from '../components/sitemap.ts'

const TEXTS = ['convention', 'declaration'] as const

/** The pages worth finding: the guides, the register and the countries that have signatories. */
export const GET: APIRoute = async ({ locals }) => {
  const { register, config } = locals.app
  const [chapters, counts] = await Promise.all([chapterGuides(), register.counts()])
  const paths = [
    '/',
    '/convention',
    '/convention/people',
    '/declaration',
    ...guides(locals.app),
    '/signatories',
    '/map',
    '/about',
    '/about/data',
    '/about/embed',
    '/privacy',
    '/sign',
    '/sign/organisation',
    ...chapters.map(({ data }) => chapterAddress(locals.app, data.number)),
    ...counts.byCountry.map(({ country }) => `/signatories/${country}`),
  ]
  return sitemap(config.siteUrl, paths)
}

/** The guides have addresses of their own once the texts stand in their place. */
const guides = ({ texts }: App): string[] => TEXTS.filter(texts.has).map((id) => `/${id}/guide`)
