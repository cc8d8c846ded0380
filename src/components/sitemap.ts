/** Answers with a sitemap (https://www.sitemaps.org/protocol.html). @param paths of this site */
export function sitemap(siteUrl: string, paths: readonly string[]): Response {
  const urls = paths.map((path) => `<url><loc>${siteUrl}${path}</loc></url>`).join('\n')
  return xml(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls}\n</urlset>`)
}

export function sitemapIndex(siteUrl: string, paths: readonly string[]): Response {
  const maps = paths.map((path) => `<sitemap><loc>${siteUrl}${path}</loc></sitemap>`).join('\n')
  return xml(
    `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${maps}\n</sitemapindex>`,
  )
}

const xml = (body: string): Response =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`, {
    headers: {
      'Content-Type': 'application/xml; charset=utf-8',
      'Cache-Control': 'public, max-age=3600',
    },
  })
