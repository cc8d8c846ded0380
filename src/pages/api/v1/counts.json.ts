import type { APIRoute } from 'astro'

/** The counts, for everybody: the contract in docs/architecture.md. */
export const GET: APIRoute = async ({ locals }) => {
  const { version: _, ...counts } = await locals.app.register.counts()
  return new Response(JSON.stringify(counts), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'public, max-age=1',
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    },
  })
}
