/** Answers of open data: JSON and feeds that any site may read. */
import { createHash } from 'node:crypto'

export const OPEN = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
} as const

/**
 * An answer with a weak ETag of all that it says but for when it was true (`asOf`): who has it
 * already is told so, however often it was made anew.
 */
export function openJson({ asOf, ...data }: { asOf: string } & object): Response {
  const hash = createHash('sha256').update(JSON.stringify(data)).digest('base64url').slice(0, 22)
  return new Response(JSON.stringify({ asOf, ...data }), {
    headers: {
      ...OPEN,
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'public, max-age=1',
      ETag: `W/"${hash}"`,
    },
  })
}

/** What was asked for makes no sense (RFC 9457). */
export const badRequest = (title: string, detail: string): Response =>
  new Response(JSON.stringify({ title, status: 400, detail }), {
    status: 400,
    headers: { ...OPEN, 'Content-Type': 'application/problem+json; charset=utf-8' },
  })

export const openFeed = (text: string): Response =>
  new Response(text, {
    headers: { ...OPEN, 'Content-Type': 'application/atom+xml; charset=utf-8' },
  })
