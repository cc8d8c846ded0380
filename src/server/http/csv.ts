/**
 * `/api/v1/signatories.csv`: the whole list, streamed, because it may be larger than what fits into
 * memory. It is compressed on the way, at the pace of the client; who goes away ends the work.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { App } from '../app.ts'
import { clientAddress, networkOf } from './client-address.ts'
import { places } from './places.ts'

const PATH = '/api/v1/signatories.csv'
/** Seconds after which a client may try again when many are fetching it. */
const RETRY_AFTER = 30
/** Effort of gzip: the highest would take longer than all the rest. */
const LEVEL = 4
/** Milliseconds in which not a byte was taken: whoever has stopped reading gives the place back. */
const STALLED = 30_000

/** Downloads of this process; who wants several begins the next after the last. */
const room = places({ most: 4, mostOfANetwork: 2, loopback: false })

/** @returns true when the request was for this */
export function answerCsv(app: App, req: IncomingMessage, res: ServerResponse): boolean {
  if (req.url?.split('?', 1)[0] !== PATH || !/^(GET|HEAD)$/.test(req.method ?? '')) return false
  const etag = `W/"register-${app.context.database.version()}"`
  const headers = headersOf(app, etag)
  const place = room.for(networkOf(clientAddress(req, app.config.trustProxy)))
  if (holds(req.headers['if-none-match'], etag)) res.writeHead(304, headers).end()
  else if (req.method === 'HEAD') res.writeHead(200, headers).end()
  else if (!place.take())
    res.writeHead(503, { ...OPEN, 'Retry-After': RETRY_AFTER, 'Cache-Control': 'no-store' }).end()
  else void send(app, req, res, headers).finally(() => place.end())
  return true
}

const OPEN = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
}

function headersOf({ openData }: App, etag: string): Record<string, string> {
  const { url } = openData.licence()
  return {
    ...OPEN,
    ...{ ETag: etag, 'Cache-Control': 'public, max-age=0', Vary: 'Accept-Encoding' },
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Disposition': 'attachment; filename="signatories.csv"',
    ...(url && { Link: `<${url}>; rel="license"` }),
  }
}

async function send(
  { openData, log }: App,
  req: IncomingMessage,
  res: ServerResponse,
  headers: Record<string, string>,
): Promise<void> {
  // Brotli would be half a minute of work for a million rows.
  const gzip = takesGzip(req)
  res.writeHead(200, gzip ? { ...headers, 'Content-Encoding': 'gzip' } : headers)
  res.setTimeout(STALLED, () => res.destroy())
  const lines = Readable.from(openData.csv.lines(), { objectMode: false })
  try {
    await (gzip ? pipeline(lines, createGzip({ level: LEVEL }), res) : pipeline(lines, res))
  } catch (error) {
    // A list that ends in the middle must not look whole: the connection is cut, not ended.
    if (!req.destroyed) log.warn({ problem: String(error) }, 'signatories.csv was cut short')
    res.destroy()
  }
}

const takesGzip = ({ headers }: IncomingMessage) =>
  /(^|[,\s])(gzip|\*)(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(headers['accept-encoding'] ?? '')

const holds = (header: string | undefined, etag: string) =>
  header?.trim() === '*' || (header ?? '').includes(etag.slice(2))
