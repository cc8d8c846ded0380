/** What the HTTP front of a process is made of; server.ts has the order in which a request meets it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { App } from '../app.ts'
import type { Posted } from '../endorsements/form.ts'
import type { Figure } from '../figures.ts'
import { admission, type Admission, type Lane } from './admission.ts'
import { MOST_BYTES } from './body.ts'
import { busyPage, RETRY_AFTER } from './busy.ts'
import { commonHeaders } from './headers.ts'
import { agesBy } from './hot-keys.ts'
import { hotPages, type HotPages } from './hot-pages.ts'
import { keptForms, type KeptForms } from './kept-forms.ts'
import { live, type Live } from './live.ts'
import type { Outcome } from './posts.ts'
import { renderForEverybody } from './render.ts'
import type { SentFile } from './send-file.ts'
import { requestCounts, type RequestCounts } from './request-counts.ts'

export type Locals = {
  app: App
  /** fields of a posted form */
  posted: Posted | undefined
  /** the body to the byte, where a signature stands over it (webhooks) */
  raw?: string
  /** what came of it, where the front takes forms of this address (posts.ts) */
  outcome?: Outcome
  visitor: { language: 'en'; network: string; loopback: boolean }
  /** set when the front refused the request; the page /refused/<status> says why */
  refusal: { status: number; retryAfter?: number } | undefined
  /** stands for the key that each visitor's form gets (kept-forms.ts) */
  formKey?: string
  /** set by a page whose answer is a large file */
  file?: SentFile
}
export type PageHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  next: (error?: unknown) => void,
  locals: Locals,
) => unknown
export type StaticHandler = (req: IncomingMessage, res: ServerResponse, next: () => void) => void

export type Front = {
  app: App
  pages: PageHandler
  files: StaticHandler
  /** name, value, name, value */
  headers: readonly string[]
  hot: HotPages
  forms: KeptForms
  live: Live
  admission: Admission
  counts: RequestCounts
  /** Answers 503 with bytes made beforehand. */
  refuseBusy(lane: Lane, req: IncomingMessage, res: ServerResponse): void
  /** What this front counted. */
  read(): Figure[]
}

/**
 * @param pages Astro's handler
 * @param files serves what the build made, or passes on
 * @param stopping ends what would never end by itself
 */
export function createFront(
  app: App,
  pages: PageHandler,
  files: StaticHandler,
  stopping?: AbortSignal,
): Front {
  const headers = commonHeaders(app.config)
  const counts = requestCounts()
  const lanes = admission()
  const refuseBusy = busy(app, pages, headers, lanes)
  const hot = hotPages({
    render: (path) => renderForEverybody(app, pages, path),
    // A changed setting shows on pages too, once this process has read it.
    version: (key) =>
      (agesBy(key) === 'register' ? app.context.database.version() : 0) +
      app.context.settings.generation(),
    headers,
    admit: () => lanes.enter('reading'),
    refuse(req, res) {
      counts.count('refused', 503)
      refuseBusy('reading', req, res)
    },
    count: (status) => counts.count('page', status),
  })
  const following = live(app, stopping)
  const read = () => [
    counts.read(hot.answered()),
    ...[hot, lanes, following].flatMap((part) => part.read()),
  ]
  const forms = keptForms(app, pages)
  const about = { app, pages, files, headers, hot, forms, live: following }
  return { ...about, admission: lanes, counts, refuseBusy, read }
}

function busy(
  app: App,
  pages: PageHandler,
  headers: readonly string[],
  lanes: Admission,
): Front['refuseBusy'] {
  const refusal = { status: 503, retryAfter: RETRY_AFTER }
  const page = busyPage(() => renderForEverybody(app, pages, '/refused/503', { refusal }), headers)
  const prepare = () =>
    page
      .prepare()
      .catch((error: unknown) => app.log.warn({ problem: String(error) }, 'page 503 not made'))
  // It shows the notice of the settings, if there is one.
  app.context.settings.onChange(prepare)
  void prepare()
  return (lane, req, res) => {
    lanes.refused(lane)
    if (lane === 'posts' && isLarge(req)) res.setHeader('Connection', 'close')
    page.write(req, res)
  }
}

/** A body that is not worth taking in only to throw it away. */
function isLarge({ headers }: IncomingMessage): boolean {
  return Number(headers['content-length'] ?? Infinity) > MOST_BYTES
}
