/**
 * Reads a posted form, bounded. Done before the page, so that an oversized or broken body never
 * reaches it and every page gets plain values.
 */
import type { IncomingMessage } from 'node:http'
import { readForm, type Posted } from '../endorsements/form.ts'
import { MOST_LOGO_BYTES } from '../organisations/logo.ts'
import { Refusal } from './refusal.ts'

export const MOST_BYTES = 64 * 1024
const FORMS = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i

/** @throws Refusal 413, 415 or 400 */
export async function readBody(req: IncomingMessage): Promise<Posted> {
  const type = req.headers['content-type'] ?? ''
  if (!FORMS.test(type)) throw new Refusal(415)
  const bytes = await readBytes(req, limitOf(req))
  try {
    return readForm(await new Response(bytes, { headers: { 'Content-Type': type } }).formData())
  } catch {
    throw new Refusal(400)
  }
}

/** Only the organisation's form carries a file. */
function limitOf(req: IncomingMessage): number {
  return req.url?.startsWith('/sign/organisation')
    ? MOST_BYTES + MOST_LOGO_BYTES + 1024
    : MOST_BYTES
}

async function readBytes(req: IncomingMessage, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge(req)
  const chunks: Uint8Array[] = []
  let size = 0
  return new Promise((resolve, reject) => {
    req.on('data', (chunk: Uint8Array) => {
      size += chunk.length
      if (size > limit) reject(tooLarge(req))
      else chunks.push(chunk)
    })
    req.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    req.on('error', () => reject(new Refusal(400)))
  })
}

/** Lets the rest of a large body flow away, so that its sender gets to read the answer. */
function tooLarge(req: IncomingMessage): Refusal {
  req.removeAllListeners('data').resume()
  return new Refusal(413)
}
