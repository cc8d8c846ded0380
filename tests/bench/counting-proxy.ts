/**
 * Stands between the site and a libSQL server, and adds up what the server says of each answer: the
 * rows it read and wrote, by which hosted servers bill. It offers the older protocol, which is JSON.
 */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Counted = { requests: number; read: number; written: number }
export type CountingProxy = {
  url: string
  /** what has been counted since it was last asked */
  take(): Counted
  close(): Promise<void>
}

const nothing = (): Counted => ({ requests: 0, read: 0, written: 0 })

/** @param target address of the server, with a slash at its end */
export async function countingProxy(target: string): Promise<CountingProxy> {
  let counted = nothing()
  const server = createServer((req, res) => {
    const path = (req.url ?? '/').slice(1)
    if (path.startsWith('v3')) return void res.writeHead(404).end()
    void forward(req, target + path).then(async (answer) => {
      const body = await answer.text()
      if (path.endsWith('pipeline')) {
        counted.requests++
        counted.read += sum(body, 'rows_read')
        counted.written += sum(body, 'rows_written')
      }
      res.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(body)
    })
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    take() {
      const taken = counted
      counted = nothing()
      return taken
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function forward(req: IncomingMessage, url: string): Promise<Response> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  return fetch(url, {
    method: req.method!,
    headers: {
      Authorization: String(req.headers.authorization),
      'Content-Type': 'application/json',
    },
    ...(req.method === 'POST' && { body: Buffer.concat(chunks) }),
  })
}

/** Every result in the answer has its own figures. */
function sum(body: string, name: string): number {
  const found = body.matchAll(new RegExp(`"${name}":(\\d+)`, 'g'))
  return [...found].reduce((total, [, figure]) => total + Number(figure), 0)
}
