/**
 * Reads a posted form, bounded. Done before the page, so that an oversized or broken body never
 * reaches it and every page gets plain values.
 */
import type { IncomingMessage } from 'node:http'
import { readForm, type Posted } from '../endorsements/form.ts'
import { MOST_FILE_BYTES } from '../imports/files/bounds.ts'
import { MOST_LOGO_BYTES } from '../organisations/logo.ts'
import { Refusal } from './refusal.ts'
import { uploads } from './uploads.ts'

export const MOST_BYTES = 64 * 1024
/** Of a body that is too large, this much is read before its sender is cut off. */
const MOST_DRAINED = 32 * 1024 * 1024
/** Markdown of a piece of news: what is too long is shown again with what is wrong. */
const LONG = /^\/staff\/news\/(new|\d+\/text)(\?|$)/
const MOST_LONG = 1024 * 1024
const WITH_FILE = /^\/(sign\/organisation|manage\/[^/?]+\/edit)(\?|$)/
const WITH_LIST = /^\/staff\/imports\/new(\?|$)/
const BUSY = { 'Retry-After': '30' }
const URLENCODED = /^application\/x-www-form-urlencoded/i
const decoder = new TextDecoder()
const FORMS = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i

/**
 * @param network where it comes from
 * @param mayBringLists asked before a list is taken in, which is held in memory until it is whole
 * @throws Refusal 413, 415, 400, or 503 when too many upload at once
 */
export async function readBody(
  req: IncomingMessage,
  network: string,
  mayBringLists: () => Promise<boolean>,
): Promise<Posted> {
  const type = req.headers['content-type'] ?? ''
  if (!FORMS.test(type)) throw new Refusal(415)
  // The page says why, as it does to everybody who may not.
  if (WITH_LIST.test(req.url ?? '') && !(await mayBringLists())) {
    await flowAway(req)
    return {}
  }
  const bytes = await readBytes(req, limitOf(req), network)
  // Most forms: without the detour over a Response, which takes several times as long.
  if (URLENCODED.test(type)) return readForm(new URLSearchParams(decoder.decode(bytes)))
  try {
    return readForm(await new Response(bytes, { headers: { 'Content-Type': type } }).formData())
  } catch {
    throw new Refusal(400)
  }
}

/** The body as it came, for programs whose signature stands over it. @throws Refusal 413, 400 */
export async function readText(req: IncomingMessage, network: string): Promise<string> {
  return decoder.decode(await readBytes(req, MOST_BYTES, network))
}

/** Only forms of organisations carry a file, and lists are one. */
function limitOf(req: IncomingMessage): number {
  if (WITH_LIST.test(req.url ?? '')) return MOST_BYTES + MOST_FILE_BYTES
  if (LONG.test(req.url ?? '')) return MOST_LONG
  return WITH_FILE.test(req.url ?? '') ? MOST_BYTES + MOST_LOGO_BYTES + 1024 : MOST_BYTES
}

async function readBytes(
  req: IncomingMessage,
  limit: number,
  network: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(req.headers['content-length'] ?? 0) > limit) {
    await flowAway(req)
    throw new Refusal(413)
  }
  const upload = uploads.for(network)
  const chunks: Uint8Array[] = []
  let size = 0
  let room = true
  try {
    for await (const chunk of req as AsyncIterable<Uint8Array>) {
      size += chunk.length
      // What any form may hold needs no place; a file does.
      if (size > MOST_BYTES && size <= limit) room &&= upload.take()
      if (size <= limit && room) chunks.push(chunk)
      else if (size > MOST_DRAINED) break
    }
  } catch {
    throw new Refusal(400)
  } finally {
    upload.end()
  }
  if (size > limit) throw new Refusal(413)
  if (!room) throw new Refusal(503, BUSY)
  return new Uint8Array(Buffer.concat(chunks))
}

/** A sender gets to read the answer only after what it sends has flowed away, up to a bound. */
async function flowAway(req: IncomingMessage): Promise<void> {
  let size = 0
  req.on('data', (chunk: Uint8Array) => {
    if ((size += chunk.length) > MOST_DRAINED) req.destroy()
  })
  await new Promise<void>((resolve) => req.once('end', resolve).once('close', resolve))
}
