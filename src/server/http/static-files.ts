import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import sirv from 'sirv'
import type { StaticHandler } from './front.ts'

const FOLDER = fileURLToPath(new URL('../../../dist/client/', import.meta.url))

/** What the build made: names with a hash in them, so they never change. */
export function staticFiles(): StaticHandler {
  if (!existsSync(FOLDER)) return (_req, _res, next) => next()
  return sirv(FOLDER, {
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders(res, path) {
      res.setHeader(
        'Cache-Control',
        path.startsWith('/assets/')
          ? 'public, max-age=31536000, immutable'
          : 'public, max-age=3600',
      )
    },
  })
}
