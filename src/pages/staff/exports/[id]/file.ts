import type { APIRoute } from 'astro'
import { idIn, ownerOf } from '../../../../components/staff/actor.ts'
import { admit } from '../../../../components/staff/admit.ts'

/** The file of an export, for the session that asked for it: the front sends it piece by piece. */
export const ALL: APIRoute = async (context) => {
  const entry = await admit(context, { role: 'editor' })
  if (entry instanceof Response) return entry
  const { locals, params, request } = context
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const file =
    isRead && (await locals.app.exports.download(ownerOf(entry, context), idIn(params['id'])))
  if (!file) return context.rewrite('/404')
  locals.file = file
  return new Response(null, { headers: { 'Cache-Control': 'no-store' } })
}
