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
      // A frame in a page of others has no origin of its own if it is sandboxed: its styles, fonts
      // and scripts come from elsewhere then. Nothing in them is secret.
      if (path.startsWith('/assets/')) {
        res.setHeader('Access-Control-Allow-Origin', '*')
        res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
      }
    },
  })
}
