import type { APIRoute } from 'astro'

/** The count as a badge, for README files and mails of partners. */
export const GET: APIRoute = async ({ locals, url }) => {
  const { embeds } = locals.app
  return new Response(await embeds.badge(embeds.readOptions(url.searchParams)), {
    headers: {
      'Content-Type': 'image/svg+xml; charset=utf-8',
      'Cache-Control': 'public, max-age=300',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      // Its own colours, and nothing else, whoever opens it.
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  })
}
