import type { APIContext } from 'astro'
import type { AskedFile } from '../../server/texts/formats/index.ts'

/** Seconds for which a copy needs no asking: an edition rarely changes. */
const CACHING = 'public, max-age=3600, stale-while-revalidate=86400'
const RETRY_AFTER = 10

/** Answers the address of a file with its bytes, or with 304 for who has them. */
export async function answerFile(context: APIContext, asked: AskedFile): Promise<Response> {
  const { app } = context.locals
  const file = app.takeAway.file(asked)
  if (!file) return context.rewrite('/404')
  const headers = {
    ...{ ETag: file.etag, 'Cache-Control': CACHING },
    Link: `<${app.config.siteUrl}${file.page}>; rel="canonical"`,
  }
  if (hasTag(context.request.headers.get('if-none-match'), file.etag))
    return new Response(null, { status: 304, headers })
  const bytes = await file.bytes()
  if (!bytes) {
    context.locals.refusal = { status: 503, retryAfter: RETRY_AFTER }
    return context.rewrite('/refused/503')
  }
  return new Response(Buffer.from(bytes), {
    headers: {
      ...headers,
      'Content-Type': file.type,
      'Content-Disposition': `inline; filename="${file.name}"`,
    },
  })
}

/** Weak comparison, as RFC 9110, 13.1.2 has it for reading. */
export function hasTag(given: string | null, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '')
  return given?.trim() === '*' || (given ?? '').split(',').some((tag) => bare(tag) === bare(etag))
}
