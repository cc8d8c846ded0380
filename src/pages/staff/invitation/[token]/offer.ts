import type { APIRoute } from 'astro'

/** What a browser needs to make a passkey for an account that is invited. */
export const POST: APIRoute = async ({ locals: { app, visitor }, params }) => {
  const link = await app.staff.openLink('invitation', params['token'])
  if (!link) return new Response(null, { status: 404 })
  const { options, cookie } = await app.staff.offerPasskey(link.staff, visitor.language)
  return Response.json(options, {
    headers: { 'Set-Cookie': cookie, 'Cache-Control': 'no-store' },
  })
}
