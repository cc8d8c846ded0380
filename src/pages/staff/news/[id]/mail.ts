import type { APIRoute } from 'astro'
import { idIn } from '../../../../components/staff/actor.ts'
import { admit } from '../../../../components/staff/admit.ts'
import { MAIL_POLICY } from '../../../../server/http/policies.ts'

/** A piece of news as a mail program gets it, for the frames of its page. Every method asks first who it is. */
export const ALL: APIRoute = async (context) => {
  const entry = await admit(context, { role: 'editor' })
  if (entry instanceof Response) return entry
  const { news } = context.locals.app
  const piece = await news.view(idIn(context.params.id))
  const asked = context.url.searchParams.get('language')
  const text = piece?.texts.find(({ language }) => language === asked)
  if (!text) return new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } })
  return new Response(news.html(text, entry.staff.email), {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': MAIL_POLICY,
      'X-Robots-Tag': 'noindex',
    },
  })
}
