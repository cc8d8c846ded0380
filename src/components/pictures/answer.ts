import type { APIContext } from 'astro'
import { GENERAL_PICTURE } from '../../server/pictures/addresses.ts'
import { hasTag } from '../take-away/answer.ts'

const PNG = 'image/png'
/** Seconds: it is drawn anew at most once an hour. */
const CACHING = 'public, max-age=3600, stale-while-revalidate=86400'
/** Seconds after which somebody may ask for a card again. */
const RETRY_AFTER = 5

/** The picture of a page; the general one for now while too many are being drawn. */
export async function answerPicture(context: APIContext, path: string): Promise<Response> {
  const picture = context.locals.app.pictures.share(path)
  if (!picture) return context.rewrite('/404')
  const headers = {
    ...{ ETag: picture.etag, 'Cache-Control': CACHING },
    'Cross-Origin-Resource-Policy': 'cross-origin',
  }
  if (hasTag(context.request.headers.get('if-none-match'), picture.etag))
    return new Response(null, { status: 304, headers })
  const bytes = await picture.bytes()
  if (!bytes)
    return new Response(null, {
      status: 302,
      headers: { Location: GENERAL_PICTURE, 'Cache-Control': 'no-store' },
    })
  return new Response(Buffer.from(bytes), { headers: { ...headers, 'Content-Type': PNG } })
}

/** The card of whoever holds this link; nobody keeps it. */
export async function answerCard(context: APIContext, by: 'confirm' | 'manage'): Promise<Response> {
  const { app } = context.locals
  const own = await app.endorsements.ownCard(context.params.token, by)
  if (!own) return context.rewrite('/404')
  const isNamed = context.url.searchParams.get('name') === 'shown'
  const bytes = await app.pictures.card(own, isNamed)
  if (!bytes) {
    context.locals.refusal = { status: 503, retryAfter: RETRY_AFTER }
    return context.rewrite('/refused/503')
  }
  return new Response(Buffer.from(bytes), {
    headers: {
      'Content-Type': PNG,
      'Cache-Control': 'no-store',
      'Content-Disposition': `attachment; filename="signed-${own.number}.png"`,
    },
  })
}
