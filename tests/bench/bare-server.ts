/**
 * The reference for reading: Node's own server, writing the same compressed bytes and headers as
 * the site, and nothing else. Run with the answers as a file of JSON; clustered when asked.
 */
import cluster from 'node:cluster'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

export type Answer = { path: string; headers: string[]; unchanged: string[]; body: string }

const [file = '', port = '0', processes = '1'] = process.argv.slice(2)

if (cluster.isPrimary && Number(processes) > 1) {
  for (let i = 0; i < Number(processes); i++) cluster.fork()
} else {
  const answers = new Map(
    (JSON.parse(readFileSync(file, 'utf8')) as Answer[]).map(
      ({ path, headers, unchanged, body }) => [
        path,
        { headers, unchanged, bytes: Buffer.from(body, 'base64') },
      ],
    ),
  )
  createServer((req, res) => {
    const answer = answers.get(req.url!)!
    if (req.headers['if-none-match']) res.writeHead(304, answer.unchanged).end()
    else res.writeHead(200, answer.headers).end(answer.bytes)
  }).listen(Number(port), '127.0.0.1')
}
