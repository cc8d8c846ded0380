import type { APIRoute } from 'astro'
import { canonicalPath, pagesOf } from '../server/texts/reading/paths.ts'
import { sitemap } from '../components/sitemap.ts'

/** Every page of the texts in every edition and language; a specimen is not for search engines. */
export const GET: APIRoute = ({ locals: { app, language } }) => {
  const paths = app.texts.all
    .filter(({ text }) => text.status !== 'specimen')
    .flatMap((held) => {
      const isDefault = app.texts.forReader(held.text.id, language) === held
      return pagesOf(held).map((at) => canonicalPath(at, held.text, isDefault))
    })
  return sitemap(app.config.siteUrl, paths)
}
