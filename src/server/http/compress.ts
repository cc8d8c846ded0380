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
/**
 * Effort of brotli and gzip. Quick: for whoever waits. Thorough: for what is kept, once nobody
 * waits: brotli 11 takes fifty times as long as 4 for a sixth less; the levels between bring little.
 */
export const QUICK = { br: 4, gzip: 4 } as const
export const THOROUGH = { br: 11, gzip: 9 } as const
export type Effort = typeof QUICK | typeof THOROUGH
/** Nor does what is compressed already. */
const COMPRESSED = /^(?:application\/(?:pdf|epub\+zip)|image\/(?:png|webp))/
/** Smaller answers gain nothing. */
const WORTH_IT = 600

export type Encoded = {
  /** bytes held */
  size: number
  /** True when these are the bytes of that page: it need not be compressed again. */
  holds(rendered: Rendered): boolean
  /** @returns the status: 200, or 304 for who has this page */
  write(req: IncomingMessage, res: ServerResponse): 200 | 304
}

/**
 * A page in every coding, each with a strong ETag of its own (RFC 9110, 8.8.3): the hash of the
 * page, then coding and effort, so that no two sequences of bytes share one. A page may bring a weak
 * one: data that says when it was true is the same data a moment later.
 * @param headers of every answer
 */
export async function encodeForAll(
  rendered: Rendered,
  headers: readonly string[],
  effort: Effort,
): Promise<Encoded> {
  const { body } = rendered
  const { tag, weak, own } = tagOf(rendered)
  const [br, gz] = await Promise.all([
    encode(body, 'br', effort.br),
    encode(body, 'gzip', effort.gzip),
  ])
  const shared = merged(headers, ['Cache-Control', CACHING, 'Vary', 'Accept-Encoding', ...own])
  const etag = (coding: string) => `${weak}"${tag}${coding}"`
  const variants = {
    br: variant(rendered, br, etag(`-br${effort.br}`), 'br', shared),
    gzip: variant(rendered, gz, etag(`-gzip${effort.gzip}`), 'gzip', shared),
    plain: variant(rendered, body, etag(''), '', shared),
  }
  return {
    size: body.length + br.length + gz.length,
    holds: (other) => other.body.equals(body) && other.own.join('\n') === rendered.own.join('\n'),
    write(req, res) {
      const { bytes, etag, full } = variants[accepted(req.headers['accept-encoding'])]
      const held = heldTag(req.headers['if-none-match'], tag, etag)
      if (held) {
        res.writeHead(304, ['ETag', held, ...shared]).end()
        return 304
      }
      if (req.method === 'HEAD') res.writeHead(200, full).end()
      else res.writeHead(200, full).end(bytes)
      return 200
    },
  }
}

/** By what a page is known: the weak ETag that it brings, or the hash of all of it; and its other headers. */
function tagOf({ body, own }: Rendered): { tag: string; weak: 'W/' | ''; own: string[] } {
  const at = own.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === 'etag')
  if (at === -1) return { tag: hashOf(body), weak: '', own }
  return { tag: own[at + 1]!.replace(/^W\/|"/g, ''), weak: 'W/', own: own.toSpliced(at, 2) }
}

const hashOf = (body: Buffer) => createHash('sha256').update(body).digest('base64url').slice(0, 22)

/** @param shared headers of all variants */
function variant(
  { type }: Rendered,
  bytes: Buffer,
  etag: string,
  coding: string,
  shared: readonly string[],
) {
  const about = ['Content-Type', type, 'ETag', etag, 'Content-Length', String(bytes.length)]
  const coded = coding ? ['Content-Encoding', coding] : []
  return { bytes, etag, full: [...about, ...coded, ...shared] }
}

/**
 * The tag by which a client holds this page. The hash is of the plain body: whichever coding and
 * effort it was made with, it is the same page. A 304 names the client's own tag, by which a cache
 * finds what it confirms (RFC 9111, 4.3.4).
 */
function heldTag(header: string | undefined, hash: string, current: string): string | undefined {
  if (header === undefined) return undefined
  if (header === current || header.trim() === '*') return current
  const held = header.includes(hash) && new RegExp(`"${hash}[-\\w]*"`).exec(header)?.[0]
  // Of a weak one the prefix belongs to the tag; before a strong one it is a proxy's.
  return held ? `${current.startsWith('W/') ? 'W/' : ''}${held}` : undefined
}

/** Writes an answer for one visitor: compressed, never kept by anybody unless the page says so. */
export async function writeOnce(
  rendered: Rendered,
  headers: readonly string[],
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const { status, body, type, caching, own } = rendered
  const isHead = req.method === 'HEAD'
  const gains = body.length >= WORTH_IT && !COMPRESSED.test(type)
  const coding = gains ? accepted(req.headers['accept-encoding']) : 'plain'
  const bytes = coding === 'plain' ? body : await encode(body, coding, QUICK[coding])
  const shown = merged(headers, [
    ...(type ? ['Content-Type', type] : []),
    ...['Cache-Control', caching || 'no-store', 'Vary', 'Accept-Encoding'],
    // A file that is not made for a HEAD does not say how long it would be (RFC 9110, 9.3.2).
    ...(isHead && bytes.length === 0 ? [] : ['Content-Length', String(bytes.length)]),
    ...(coding === 'plain' ? [] : ['Content-Encoding', coding]),
    ...own,
  ])
  res.writeHead(status, shown).end(isHead ? undefined : bytes)
}

/** @param effort 1 to 9, with brotli to 11 */
export function encode(body: Buffer, coding: 'br' | 'gzip', effort: number): Promise<Buffer> {
  if (coding === 'gzip') return gzipped(body, { level: effort })
  return brotli(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: effort,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      // No larger than the page: at full effort the usual window takes 25 MB more for the same bytes.
      [constants.BROTLI_PARAM_LGWIN]: windowFor(body.length),
    },
  })
}

/** The smallest window (as a power of two) that brotli can see so much in at once (RFC 7932, 9.1). */
const windowFor = (bytes: number) => Math.min(22, Math.max(10, Math.ceil(Math.log2(bytes + 16))))
