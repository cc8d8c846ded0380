import type { APIRoute } from 'astro'

/** What a browser needs to ask for a passkey; it tells nothing about any account. */
export const POST: APIRoute = async ({ locals: { app, posted, visitor } }) => {
  const purpose = posted?.['purpose'] === 'again' ? 'again' : 'signIn'
  const { options, cookie } = await app.staff.askForPasskey(purpose, visitor.language)
  return Response.json(options, {
    headers: { 'Set-Cookie': cookie, 'Cache-Control': 'no-store' },
  })
}
