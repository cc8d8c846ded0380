import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import sirv from 'sirv'
import type { StaticHandler } from './front.ts'

const FOLDER = fileURLToPath(new URL('../../../dist/client/', import.meta.url))

/**
 * What the build made, compressed there. Names under /assets hold a hash of what is in them, so
 * that never changes; those of the build before stay for a while (scripts/replace-build.mjs).
 */
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
