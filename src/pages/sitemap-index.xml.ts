import type { APIRoute } from 'astro'
import { sitemapIndex } from '../components/sitemap.ts'

export const GET: APIRoute = ({ locals }) =>
  sitemapIndex(locals.app.config.siteUrl, ['/sitemap-pages.xml', '/sitemap-texts.xml'])
