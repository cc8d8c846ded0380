/** A page as bytes that only have to be written: plain, gzip and brotli, with an ETag. */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { accepted } from './accept-encoding.ts'
import { merged } from './headers.ts'
import type { Rendered } from './render.ts'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

/** Browsers ask each time (and mostly get a 304); a CDN may keep it a second and help in trouble. */
const CACHING = 'public, max-age=0, s-maxage=1, stale-while-revalidate=10, stale-if-error=86400'
/** Effort of brotli and gzip: for what is kept, and for what is written once. */
const THOROUGH = 9
const QUICK = 4
/** Smaller answers gain nothing. */
const WORTH_IT = 600

export type Encoded = {
  /** bytes held */
  size: number
  /** @returns the status: 200, or 304 for who has these bytes */
  write(req: IncomingMessage, res: ServerResponse): 200 | 304
}

/** @param headers of every answer @param quickly for pages that few ask for: a few per cent larger */
export async function encodeForAll(
  rendered: Rendered,
  headers: readonly string[],
  quickly: boolean,
): Promise<Encoded> {
  const { body, type, own } = rendered
  const effort = quickly ? QUICK : THOROUGH
  const [br, gz] = await Promise.all([encode(body, 'br', effort), encode(body, 'gzip', effort)])
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22)
  const shared = merged(headers, ['Cache-Control', CACHING, 'Vary', 'Accept-Encoding', ...own])
  const variant = (bytes: Buffer, coding: string) => {
    const etag = `"${hash}${coding && `-${coding}`}"`
    const coded = coding ? ['Content-Encoding', coding] : []
    return {
      bytes,
      full: [
        'Content-Type',
        type,
        'ETag',
        etag,
        'Content-Length',
        String(bytes.length),
        ...coded,
        ...shared,
      ],
      unchanged: ['ETag', etag, ...shared],
    }
  }
  const variants = { br: variant(br, 'br'), gzip: variant(gz, 'gzip'), plain: variant(body, '') }
  return {
    size: body.length + br.length + gz.length,
    write(req, res) {
      const { bytes, full, unchanged } = variants[accepted(req.headers['accept-encoding'])]
      if (matches(req.headers['if-none-match'], hash)) {
        res.writeHead(304, unchanged).end()
        return 304
      }
      if (req.method === 'HEAD') res.writeHead(200, full).end()
      else res.writeHead(200, full).end(bytes)
      return 200
    },
  }
}

/** Writes an answer for one visitor: compressed, never kept by anybody unless the page says so. */
export async function writeOnce(
  rendered: Rendered,
  headers: readonly string[],
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const { status, body, type, caching, own } = rendered
  const coding = body.length < WORTH_IT ? 'plain' : accepted(req.headers['accept-encoding'])
  const bytes = coding === 'plain' ? body : await encode(body, coding, QUICK)
  const shown = merged(headers, [
    ...(type ? ['Content-Type', type] : []),
    ...[
      'Cache-Control',
      caching || 'no-store',
      'Vary',
      'Accept-Encoding',
      'Content-Length',
      String(bytes.length),
    ],
    ...(coding === 'plain' ? [] : ['Content-Encoding', coding]),
    ...own,
  ])
  res.writeHead(status, shown).end(req.method === 'HEAD' ? undefined : bytes)
}

/** @param effort 1 to 9 */
export function encode(body: Buffer, coding: 'br' | 'gzip', effort: number): Promise<Buffer> {
  if (coding === 'gzip') return gzipped(body, { level: effort })
  return brotli(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: effort,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  })
}

/** The hash is of the plain body: whichever encoding the client has, it is the same page. */
function matches(header: string | undefined, hash: string): boolean {
  return header !== undefined && (header.includes(hash) || header.trim() === '*')
}
