import type { APIRoute } from 'astro'

/** What the mail service tells of mails that it took over. Signed; comes without an Origin. */
export const POST: APIRoute = async ({ locals, request }) =>
  new Response(null, {
    status: await locals.app.mail.webhook(request.headers, locals.raw ?? ''),
    headers: { 'Cache-Control': 'no-store' },
  })
