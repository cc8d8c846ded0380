import { createServer, get, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hotPages } from '../../src/server/http/hot-pages.ts'
import type { Rendered } from '../../src/server/http/render.ts'
import { until } from '../support/until.ts'

type Answer = { status: number; headers: IncomingHttpHeaders; bytes: Buffer }

const words = Array.from({ length: 900 }, (_, i) => `signatory ${(i * 7919) % 1000}`).join(' ')

let server: Server
let version: number
/** what the page shows */
let shown: string

beforeEach(async () => {
  version = 1
  shown = 'first'
  const hot = hotPages({ render: async () => page(), version: () => version, headers: [] })
  server = createServer((req, res) => void hot.answer(req, res)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

const page = (): Rendered => ({
  ...{ status: 200, body: Buffer.from(`${shown} ${words}`), type: 'text/html' },
  ...{ caching: '', own: [], keepable: true },
})

/** Asks without the decoding that fetch does by itself. */
function ask(coding: string, headers: Record<string, string> = {}, path = '/'): Promise<Answer> {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
  return new Promise((resolve, reject) => {
    get(url, { agent: false, headers: { 'accept-encoding': coding, ...headers } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          bytes: Buffer.concat(chunks),
        }),
      )
    }).on('error', reject)
  })
}

function decoded({ headers, bytes }: Answer): string {
  const coding = headers['content-encoding']
  if (coding === 'br') return brotliDecompressSync(bytes).toString()
  return (coding === 'gzip' ? gunzipSync(bytes) : bytes).toString()
}

/** The thorough bytes, once they have taken the place of others. */
const thorough = (than: Answer, path = '/') =>
  until(async () => {
    const answer = await ask('br', {}, path)
    return answer.headers.etag !== than.headers.etag && answer
  }, 'thorough bytes')

describe('The bytes of a hot page', () => {
  test('are made quickly for whoever waits, and thoroughly afterwards', async () => {
    const quick = await ask('br')
    const later = await thorough(quick)
    expect(later.bytes.length).toBeLessThan(quick.bytes.length)
    expect(decoded(later)).toBe(decoded(quick))
  })

  test('stay quick where few ask: for searches and further pages', async () => {
    const searched = await ask('br', {}, '/signatories?q=ana')
    await thorough(await ask('br'))
    expect((await ask('br', {}, '/signatories?q=ana')).headers.etag).toBe(searched.headers.etag)
  })

  test('never share an ETag when they differ', async () => {
    const bytesOf = new Map<string, string>()
    for (let change = 0; change < 3; change++) {
      version++
      shown = `change ${change}`
      const quick = await ask('br')
      expect(decoded(quick)).toMatch(shown)
      const answers = [quick, await ask('gzip'), await ask('identity'), await thorough(quick)]
      for (const { headers, bytes } of [...answers, await ask('gzip'), await ask('identity')]) {
        const before = bytesOf.get(headers.etag!)
        expect(before ?? bytes.toString('hex')).toBe(bytes.toString('hex'))
        bytesOf.set(headers.etag!, bytes.toString('hex'))
      }
    }
    // Three changes; brotli and gzip in two efforts each, and plain.
    expect(bytesOf.size).toBe(15)
  })

  test('are not sent again to who has the page in other bytes, and keep the tag that they have', async () => {
    const quick = await ask('br')
    await thorough(quick)
    for (const tag of [
      quick.headers.etag!,
      `W/${quick.headers.etag!}`,
      `"x", ${quick.headers.etag!}`,
    ]) {
      const again = await ask('br', { 'if-none-match': tag })
      expect(again).toMatchObject({ status: 304, bytes: Buffer.alloc(0) })
      expect(again.headers.etag).toBe(quick.headers.etag)
    }
    expect((await ask('br', { 'if-none-match': '"x"' })).status).toBe(200)
    expect((await ask('br', { 'if-none-match': '*' })).status).toBe(304)
  })

  test('stay as they are when a render brings the same page', async () => {
    const kept = await thorough(await ask('br'))
    version++
    expect((await ask('br')).headers.etag).toBe(kept.headers.etag)
    version++
    shown = 'second'
    expect(decoded(await ask('br'))).toMatch('second')
  })
})
