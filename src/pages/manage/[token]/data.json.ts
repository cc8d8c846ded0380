import type { APIRoute } from 'astro'

/** Everything that is held about the owner of this link. */
export const GET: APIRoute = async ({ locals, params }) => {
  const data = await locals.app.endorsements.download(params.token)
  return new Response(JSON.stringify(data ?? { error: 'not found' }, null, 2), {
    status: data ? 200 : 404,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="my-signature.json"',
      'Cache-Control': 'no-store',
    },
  })
}
