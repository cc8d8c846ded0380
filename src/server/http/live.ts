/**
 * `/api/v1/live`: the counts as Server-Sent Events (HTML, 9.2), for as long as a page is open. Each
 * event is the whole standing with the register's version, so that whoever hears of several machines
 * can tell the newer one. An event is made once and written to all, a slice in a turn, because
 * thousands of writes in a row would hold up everything else.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { App } from '../app.ts'
import { gauge, type Figure } from '../figures.ts'
import type { Standing } from '../register/live.ts'
import { liveIsPaused } from '../settings.ts'
import { clientAddress, networkOf } from './client-address.ts'
import { places, type Place } from './places.ts'

export const LIVE = '/api/v1/live'

/** Open pages of one process, and of one network among them: a campus is behind one address. */
const MOST = 10_000
const MOST_OF_A_NETWORK = 500
/** Milliseconds between signs of life: proxies close what is silent for a minute. */
const SIGN_OF_LIFE = 25_000
/** Streams that are written to in one turn of the event loop. */
const A_TURN = 100
/** Bytes that a page may leave unread; who is further behind comes again. */
const MOST_UNREAD = 16 * 1024
/** Seconds after which a page may ask again when there is no place. */
const RETRY_AFTER = 60
/** Milliseconds after which a page comes again whose stream was cut, spread so that not all come at once. */
const COMES_AGAIN = { least: 2000, spread: 6000 }

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  // nginx would keep the events until it has a buffer full.
  'X-Accel-Buffering': 'no',
}

export type Live = {
  /** @returns true when the request was for this */
  answer(req: IncomingMessage, res: ServerResponse): boolean
  read(): Figure[]
}

/** @param stopping ends all streams when the site stops */
export function live(app: App, stopping: AbortSignal | undefined): Live {
  const streams = new Set<ServerResponse>()
  const room = places({ most: MOST, mostOfANetwork: MOST_OF_A_NETWORK, loopback: false })
  let unfollow: (() => void) | undefined
  let life: NodeJS.Timeout | undefined

  function join(res: ServerResponse, place: Place): void {
    streams.add(res)
    res.once('close', () => leave(res, place))
    unfollow ??= app.register.live.follow((standing) => tellAll(eventOf(standing)))
    life ??= setInterval(() => tellAll(Buffer.from(':\n\n')), SIGN_OF_LIFE).unref()
  }
  function leave(res: ServerResponse, place: Place): void {
    streams.delete(res)
    place.end()
    if (streams.size > 0) return
    unfollow?.()
    clearInterval(life)
    unfollow = life = undefined
  }
  function tellAll(bytes: Buffer): void {
    const row = [...streams]
    const turn = () => {
      for (const res of row.splice(0, A_TURN)) write(res, bytes)
      if (row.length > 0) setImmediate(turn)
    }
    turn()
  }
  function endAll(): void {
    for (const res of streams) res.end()
  }

  app.context.settings.onChange(() => void (liveIsPaused(app.context) && endAll()))
  stopping?.addEventListener('abort', endAll)
  return {
    answer(req, res) {
      if (pathOf(req) !== LIVE || !/^(GET|HEAD)$/.test(req.method ?? '')) return false
      const place = room.for(networkOf(clientAddress(req, app.config.trustProxy)))
      // 204 tells a browser not to come again by itself; the page asks later.
      if (liveIsPaused(app.context)) res.writeHead(204, HEADERS).end()
      else if (req.method === 'HEAD') res.writeHead(200, HEADERS).end()
      else if (stopping?.aborted || !place.take())
        res.writeHead(503, { ...HEADERS, 'Retry-After': RETRY_AFTER }).end()
      else {
        res.writeHead(200, HEADERS).write(greeting(app.register.live.current()))
        join(res, place)
      }
      return true
    },
    read: () => [gauge('accede_live_pages', 'Open pages that follow the count', streams.size)],
  }
}

const pathOf = ({ url = '' }: IncomingMessage) => url.split('?', 1)[0]

/** How long to wait before coming again, and where things stand; what is newer follows at once. */
function greeting(standing: Standing | undefined): string {
  const again = Math.round(COMES_AGAIN.least + Math.random() * COMES_AGAIN.spread)
  return `retry: ${again}\n\n${standing ? eventOf(standing) : ''}`
}

const eventOf = (standing: Standing) =>
  Buffer.from(`event: counts\ndata: ${JSON.stringify(standing)}\n\n`)

function write(res: ServerResponse, bytes: Buffer): void {
  if (res.writableLength > MOST_UNREAD) res.destroy()
  else if (!res.writableEnded) res.write(bytes)
}
