import type { IncomingMessage, ServerResponse } from 'node:http'

/** One address for each page: what comes with a slash at the end is sent to the one without. */
export function redirected(req: IncomingMessage, res: ServerResponse): boolean {
  const [path = '', query] = (req.url ?? '').split('?', 2)
  if (path === '/' || !path.endsWith('/') || !/^(GET|HEAD)$/.test(req.method ?? '')) return false
  // Never two slashes at the front: that would be another host.
  const target = `/${path.replace(/^[\\/]+|[\\/]+$/g, '')}`
  res.writeHead(308, { Location: query ? `${target}?${query}` : target }).end()
  return true
}

/** After a post: the page of its success, which a reload then asks for again (RFC 9110, 15.4.4). */
export function seeOther(res: ServerResponse, location: string): void {
  res.writeHead(303, { Location: location, 'Cache-Control': 'no-store', 'Content-Length': 0 }).end()
}
