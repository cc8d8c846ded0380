import type { APIRoute } from 'astro'
import { chapterGuides } from '../components/reader/chapters.ts'

/** The pages worth finding: the texts, the register and the countries that have signatories. */
export const GET: APIRoute = async ({ locals }) => {
  const { register, config } = locals.app
  const [chapters, counts] = await Promise.all([chapterGuides(), register.counts()])
  const paths = [
    '/',
    '/convention',
    '/convention/people',
    '/declaration',
    '/signatories',
    '/map',
    '/about',
    '/privacy',
    '/sign',
    '/sign/organisation',
    ...chapters.map(({ data }) => `/convention/chapters/${data.number}`),
    ...counts.byCountry.map(({ country }) => `/signatories/${country}`),
  ]
  const urls = paths.map((path) => `<url><loc>${config.siteUrl}${path}</loc></url>`).join('\n')
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls}\n</urlset>\n`,
    {
      headers: {
        'Content-Type': 'application/xml; charset=utf-8',
        'Cache-Control': 'public, max-age=3600',
      },
    },
  )
}
