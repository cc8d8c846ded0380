import type { APIRoute } from 'astro'

export const GET: APIRoute = ({ locals }) =>
  new Response(
    [
      'User-agent: *',
      'Disallow: /confirm/',
      'Disallow: /manage/',
      'Disallow: /address/',
      'Disallow: /not-me/',
      '',
      `Sitemap: ${locals.app.config.siteUrl}/sitemap-index.xml`,
      '',
    ].join('\n'),
    {
      headers: {
        'Content-Type': 'text/plain; charset=utf-8',
        'Cache-Control': 'public, max-age=3600',
      },
    },
  )
