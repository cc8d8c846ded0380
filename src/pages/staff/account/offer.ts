import type { APIRoute } from 'astro'
import { admit, goTo } from '../../../components/staff/admit.ts'

/** What a browser needs to make a passkey for whoever is signed in. */
export const ALL: APIRoute = async (context) => {
  const entry = await admit(context, { role: 'viewer', fresh: true, enrolling: true })
  if (entry instanceof Response) return entry
  const { app, posted, visitor } = context.locals
  if (!posted) return goTo('/staff/account')
  const { options, cookie } = await app.staff.offerPasskey(entry.staff, visitor.language)
  return Response.json(options, {
    headers: { 'Set-Cookie': cookie, 'Cache-Control': 'no-store' },
  })
}
