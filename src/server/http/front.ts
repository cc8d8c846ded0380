/** What the HTTP front of a process is made of; server.ts has the order in which a request meets it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { App } from '../app.ts'
import type { Posted } from '../endorsements/form.ts'
import type { Figure } from '../figures.ts'
import { commonHeaders } from './headers.ts'
import { hotPages, type HotPages } from './hot-pages.ts'
import { renderForEverybody } from './render.ts'
import { requestCounts, type RequestCounts } from './request-counts.ts'

export type Locals = {
  app: App
  /** fields of a posted form */
  posted: Posted | undefined
  visitor: { language: 'en'; network: string; loopback: boolean }
  /** set when the front refused the request; the page /refused/<status> says why */
  refusal: { status: number; retryAfter?: number } | undefined
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
  counts: RequestCounts
  /** What this front counted. */
  read(): Figure[]
}

/** @param pages Astro's handler @param files serves what the build made, or passes on */
export function createFront(app: App, pages: PageHandler, files: StaticHandler): Front {
  const headers = commonHeaders(app.config)
  const counts = requestCounts()
  const hot = hotPages({
    render: (path) => renderForEverybody(app, pages, path),
    // A changed setting shows on pages too, once this process has read it.
    version: () => app.context.database.version() + app.context.settings.generation(),
    headers,
    count: (status) => counts.count('page', status),
  })
  const read = () => [counts.read(hot.answered()), ...hot.read()]
  return { app, pages, files, headers, hot, counts, read }
}
