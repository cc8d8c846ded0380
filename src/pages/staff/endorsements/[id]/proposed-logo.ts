import type { APIRoute } from 'astro'
import { idIn } from '../../../../components/staff/actor.ts'
import { admit } from '../../../../components/staff/admit.ts'

/** The logo that a contact proposes: for staff alone, kept nowhere. Every method asks first who it is. */
export const ALL: APIRoute = async (context) => {
  const entry = await admit(context, { role: 'viewer' })
  if (entry instanceof Response) return entry
  const { organisations } = context.locals.app
  const edit = await organisations.waitingEdit(idIn(context.params.id))
  const bytes = edit && (await organisations.proposedLogo(edit.id))
  if (!bytes) return new Response(null, { status: 404 })
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': 'image/webp',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  })
}
