/**
 * What the build made for browsers, held in memory by every process (a quarter of a megabyte), each
 * file plain and as compressed at build. So a process serves the build that it started with, even
 * when another takes its place on the disk, and its pages find the names that they link to.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { accepted, type Coding } from './accept-encoding.ts'
import type { StaticHandler } from './front.ts'

const FOLDER = fileURLToPath(new URL('../../../dist/client/', import.meta.url))
const SUFFIXES = { br: '.br', gzip: '.gz', plain: '' } as const
const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.pdf': 'application/pdf',
}

type Variant = { bytes: Buffer; headers: Record<string, string> }
type File = Partial<Record<Coding, Variant>> & { plain: Variant }

/** @param folder with everything that it will ever serve */
export function staticFiles(folder = FOLDER): StaticHandler {
  const files = existsSync(folder) ? read(folder) : new Map<string, File>()
  return (req, res, next) => {
    const path = (req.url ?? '').split('?', 1)[0]!
    const file = req.method === 'GET' || req.method === 'HEAD' ? files.get(path) : undefined
    if (!file) return next()
    const { bytes, headers } = file[accepted(req.headers['accept-encoding'])] ?? file.plain
    if (req.headers['if-none-match']?.includes(headers['ETag']!)) {
      const { ETag, Vary, 'Cache-Control': caching } = headers
      res.writeHead(304, { ETag, Vary, 'Cache-Control': caching }).end()
    } else res.writeHead(200, headers).end(req.method === 'HEAD' ? undefined : bytes)
  }
}

/** By address, as browsers write it: /assets/Page.DhZnockM.css */
function read(folder: string): Map<string, File> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
  return new Map(
    names.map((path) => {
      const name = path.slice(folder.length).replaceAll('\\', '/').replace(/^\//, '')
      return [encodeURI(`/${name}`), variants(path, `/${name}`)]
    }),
  )
}

function variants(path: string, address: string): File {
  const held = Object.entries(SUFFIXES)
    .filter(([, suffix]) => existsSync(path + suffix))
    .map(([coding, suffix]) => [coding, variant(readFileSync(path + suffix), address, coding)])
  return Object.fromEntries(held) as File
}

/** Names under /assets hold a hash of what is in them, so that never changes. */
function variant(bytes: Buffer, address: string, coding: string): Variant {
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
  const fixed = address.startsWith('/assets/')
  const headers = {
    'Content-Type': TYPES[extname(address)] ?? 'application/octet-stream',
    'Content-Length': String(bytes.length),
    'Cache-Control': fixed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
    ETag: `"${hash}"`,
    Vary: 'Accept-Encoding',
  }
  return {
    bytes,
    headers: coding === 'plain' ? headers : { ...headers, 'Content-Encoding': coding },
  }
}
