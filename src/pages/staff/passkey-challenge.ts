import type { APIRoute } from 'astro'
import { visitorOf } from '../../components/staff/admit.ts'

/** What a browser needs to ask for a passkey; it tells nothing about any account. */
export const POST: APIRoute = async (context) => {
  const { app, posted } = context.locals
  const purpose = posted?.['purpose'] === 'again' ? 'again' : 'signIn'
  const asked = await app.staff.askForPasskey(purpose, visitorOf(context))
  if (!asked) return new Response(null, { status: 429, headers: { 'Retry-After': '60' } })
  return Response.json(asked.options, {
    headers: { 'Set-Cookie': asked.cookie, 'Cache-Control': 'no-store' },
  })
}
