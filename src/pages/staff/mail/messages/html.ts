import type { APIRoute } from 'astro'
import { admit } from '../../../../components/staff/admit.ts'
import { MAIL_POLICY } from '../../../../server/http/policies.ts'

/** A sample as a mail program gets it, for the frames of its page. Every method asks first who it is. */
export const ALL: APIRoute = async (context) => {
  const entry = await admit(context, { role: 'viewer' })
  if (entry instanceof Response) return entry
  const asked = (name: string) => context.url.searchParams.get(name) ?? ''
  const sample = context.locals.app.work.sampleMail({
    ...{ message: asked('message'), kind: asked('kind'), language: asked('language') },
    screen: asked('screen'),
  })
  const headers = { 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' }
  if (!sample) return new Response(null, { status: 404, headers })
  return new Response(sample.html, {
    headers: {
      ...headers,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': MAIL_POLICY,
    },
  })
}
