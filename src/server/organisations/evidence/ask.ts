/**
 * One GET to one address that was checked before: the connection goes there and nowhere else,
 * whatever the name stands for a moment later. No cookie, no credentials, no second use of the
 * connection; the answer is cut where it becomes too large.
 */
import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as secureRequest } from 'node:https'
import { rootCertificates } from 'node:tls'
import type { Outside } from './outside.ts'

export type Reply = { status: number; location: string | undefined; body: string }

/** Bytes that are read of a page. */
const MOST_BYTES = 64 * 1024

/** @throws the system's error when there is no answer, an AbortError when `signal` ends it */
export async function ask(
  outside: Outside,
  url: URL,
  address: string,
  signal: AbortSignal,
): Promise<Reply> {
  const response = await headersOf(outside, url, address, signal)
  const { statusCode = 0, headers } = response
  return { status: statusCode, location: headers.location, body: await beginningOf(response) }
}

function headersOf(
  outside: Outside,
  url: URL,
  address: string,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const secure = url.protocol === 'https:'
  const options: RequestOptions & { servername?: string; ca?: string[] } = {
    host: address,
    port: url.port || (secure ? 443 : 80),
    path: url.pathname + url.search,
    agent: false,
    signal,
    headers: {
      Host: url.host,
      Accept: 'text/html, text/plain;q=0.9, */*;q=0.1',
      'Accept-Encoding': 'identity',
      'User-Agent': 'Accede (checks the website of an organisation that endorses)',
    },
    ...(secure && { servername: url.hostname }),
    ...(secure && outside.ca && { ca: [...rootCertificates, outside.ca] }),
  }
  return new Promise((resolve, reject) => {
    const request = (secure ? secureRequest : plainRequest)(options, resolve)
    request.on('error', reject).end()
  })
}

async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  // Leaving the loop ends the connection.
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    if ((size += chunk.length) >= MOST_BYTES) break
  }
  return Buffer.concat(chunks).subarray(0, MOST_BYTES).toString('utf8')
}
