/**
 * Resend as its documentation says that it behaves, on loopback: requests a second for the team with
 * ratelimit-* headers and 429, idempotency keys with both 409s, validation, batches strict and
 * permissive, quotas, the list of mails, and signed webhooks. It sends nothing.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

export const API_KEY = 're_test_0123456789'
/** May send and nothing else, as is wise. */
export const SENDING_KEY = 're_sending_0123456789'
export const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`

export type Payload = {
  from: string
  to: string[]
  subject: string
  text: string
  html: string
  headers: Record<string, string>
  tags: { name: string; value: string }[]
}
export type Taken = Payload & { id: string; created_at: string }
export type Request = { path: string; key: string | undefined; body: string; status: number }
/** What happens to a request instead of the usual: an answer of its own, or none (`hang up`). */
export type Fault = {
  status?: number
  name?: string
  /** what a gateway before the service says instead */
  body?: unknown
  headers?: Record<string, string>
  /** the request is carried out, only its answer is not what it should be */
  after?: boolean
  /** called when the request is there; the answer waits for it */
  wait?: () => unknown
}

export type LocalResend = {
  url: string
  /** settings for a site that sends through it */
  env: Record<string, string>
  /** mails taken over, in that order */
  taken: Taken[]
  /** every request, with the status of its answer */
  requests: Request[]
  /** requests a second; changed by tests */
  limit: number
  /** mails a day; Infinity for plans without one */
  daily: number
  /** a fault for the next requests that send, first come first */
  faults: Fault[]
  /** no request is answered, and none carried out */
  away: boolean
  /** called when mails are asked for; the answer waits for it */
  asked?: () => unknown
  /** forgets its idempotency keys, as after 24 hours */
  forgetKeys(): void
  /** A webhook about a mail, signed. @param mail the outbox row's id */
  event(type: string, mail: string, data?: object, more?: EventOptions): SignedEvent
  close(): Promise<void>
}
export type EventOptions = { id?: string; at?: number; signedAt?: number; secret?: string }
export type SignedEvent = { headers: Record<string, string>; body: string }

type Answer = { status: number; body: unknown; headers?: Record<string, string> }

const error = (status: number, name: string, message = name): Answer => ({
  status,
  body: { statusCode: status, name, message },
})

export async function startResend(limit = 1000): Promise<LocalResend> {
  const keys = new Map<string, { hash: string; answer?: Answer }>()
  let second = 0
  let used = 0

  const server = createServer((req, res) => void take(req, res))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const local: LocalResend = {
    url,
    env: {
      MAIL_TRANSPORT: 'resend',
      RESEND_API_KEY: API_KEY,
      RESEND_BASE_URL: url,
      RESEND_WEBHOOK_SECRET: WEBHOOK_SECRET,
      MAIL_FROM: 'Accede <accede@campaign.example>',
    },
    taken: [],
    requests: [],
    limit,
    daily: Infinity,
    faults: [],
    away: false,
    forgetKeys: () => keys.clear(),
    event: signedEvent,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }

  async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of req) body += chunk
    const path = (req.url ?? '').split('?')[0]!
    const key = req.headers['idempotency-key'] as string | undefined
    const noted: Request = { path, key, body, status: 0 }
    local.requests.push(noted)
    if (local.away) return void req.socket.destroy()
    if (req.method === 'GET') await local.asked?.()
    const fault = req.method === 'POST' ? local.faults.shift() : undefined
    const usual = !fault || fault.after ? within(() => answerTo(req, path, key, body)) : undefined
    await fault?.wait?.()
    if (fault && !fault.status) return void req.socket.destroy()
    const answer = fault
      ? {
          ...error(fault.status!, fault.name ?? 'application_error'),
          ...('body' in fault && { body: fault.body }),
          headers: fault.headers,
        }
      : usual!
    noted.status = answer.status
    write(res, answer)
  }

  /** The limit of a team counts every request. */
  function within(answer: () => Answer): Answer {
    const now = Math.floor(Date.now() / 1000)
    if (now !== second) used = 0
    second = now
    if (++used <= local.limit) return answer()
    return { ...error(429, 'rate_limit_exceeded'), headers: { 'retry-after': '1' } }
  }

  function answerTo(req: IncomingMessage, path: string, key: string | undefined, body: string) {
    const bearer = req.headers.authorization
    if (!bearer) return error(401, 'missing_api_key')
    const sendingOnly = bearer === `Bearer ${SENDING_KEY}`
    if (!sendingOnly && bearer !== `Bearer ${API_KEY}`) return error(403, 'invalid_api_key')
    if (req.method === 'GET')
      return sendingOnly ? error(401, 'restricted_api_key') : look(path, req.url!)
    if (path !== '/emails' && path !== '/emails/batch') return error(404, 'not_found')
    if (key === '' || (key && key.length > 256)) return error(400, 'invalid_idempotency_key')
    return once(key && `${path} ${key}`, body, () => {
      const permissive = req.headers['x-batch-validation'] === 'permissive'
      return path === '/emails' ? single(JSON.parse(body)) : batch(JSON.parse(body), permissive)
    })
  }

  function once(key: string | undefined, body: string, carryOut: () => Answer): Answer {
    if (!key) return carryOut()
    const hash = createHash('sha256').update(body).digest('hex')
    const before = keys.get(key)
    if (before && before.hash !== hash) return error(409, 'invalid_idempotent_request')
    if (before) return before.answer ?? error(409, 'concurrent_idempotent_requests')
    const answer = carryOut()
    if (answer.status < 300) keys.set(key, { hash, answer })
    return answer
  }

  function single(mail: Payload): Answer {
    const wrong = wrongWith(mail)
    if (wrong) return wrong
    if (local.taken.length >= local.daily) return error(429, 'daily_quota_exceeded')
    return { status: 200, body: { id: keep(mail) } }
  }

  function batch(mails: Payload[], permissive: boolean): Answer {
    if (mails.length === 0 || mails.length > 100)
      return error(422, 'validation_error', 'at most 100')
    const wrong = mails.map(wrongWith)
    const first = wrong.find(Boolean)
    if (first && (!permissive || first.status === 403)) return first
    if (local.taken.length + mails.length > local.daily) return error(429, 'daily_quota_exceeded')
    const data = mails.filter((_, i) => !wrong[i]).map((mail) => ({ id: keep(mail) }))
    const errors = wrong.flatMap((one, index) =>
      one ? [{ index, message: (one.body as { message: string }).message }] : [],
    )
    return { status: 200, body: { data, ...(permissive && { errors }) } }
  }

  function keep(mail: Payload): string {
    const id = randomUUID()
    local.taken.push({ ...mail, id, created_at: new Date().toISOString() })
    return id
  }

  function look(path: string, address: string): Answer {
    const id = /^\/emails\/([^/]+)$/.exec(path)?.[1]
    if (id) {
      const mail = local.taken.find((one) => one.id === id)
      return mail ? { status: 200, body: { object: 'email', ...mail } } : error(404, 'not_found')
    }
    const query = new URL(address, url).searchParams
    const newest = local.taken.toReversed()
    const from = newest.findIndex((one) => one.id === query.get('after')) + 1
    const to = from + Number(query.get('limit') ?? 20)
    const data = newest.slice(from, to).map(({ id: one, to: recipients, subject, created_at }) => ({
      ...{ id: one, to: recipients, subject, created_at, last_event: 'sent' },
    }))
    return { status: 200, body: { object: 'list', has_more: to < newest.length, data } }
  }

  function write(res: ServerResponse, { status, body, headers }: Answer): void {
    res
      .writeHead(status, {
        'Content-Type': 'application/json',
        'ratelimit-limit': local.limit,
        'ratelimit-remaining': Math.max(0, local.limit - used),
        'ratelimit-reset': 1,
        ...(local.daily < Infinity && { 'x-resend-daily-quota': local.taken.length }),
        'x-resend-monthly-quota': local.taken.length,
        ...headers,
      })
      .end(JSON.stringify(body))
  }
  return local
}

/** What is wrong with a mail; `never-valid` in a subject or address stands for anything. */
function wrongWith({ from, to, subject, tags = [] }: Payload): Answer | undefined {
  if (!from || !subject) return error(422, 'missing_required_field')
  if (/@localhost>?$/.test(from)) return error(403, 'validation_error', 'domain is not verified')
  const valid =
    Array.isArray(to) && to.length > 0 && to.every((one) => /^[^@\s,]+@[^@\s,]+$/.test(one))
  if (!valid || to.some((one) => one.includes('never-valid')))
    return error(422, 'validation_error', 'Invalid `to` field.')
  if (!tags.every(({ name, value }) => /^[\w-]{1,256}$/.test(name) && /^[\w-]{1,256}$/.test(value)))
    return error(422, 'validation_error', 'Tags should only contain ASCII letters')
  return undefined
}

function signedEvent(
  type: string,
  mail: string,
  data: object = {},
  { id = `msg_${randomUUID()}`, at = Date.now(), signedAt = Date.now(), secret }: EventOptions = {},
): SignedEvent {
  const body = JSON.stringify({
    type,
    created_at: new Date(at).toISOString(),
    data: { email_id: randomUUID(), to: ['x@example.org'], tags: { mail }, ...data },
  })
  const when = new Date(signedAt)
  return {
    body,
    headers: {
      'Content-Type': 'application/json',
      'svix-id': id,
      'svix-timestamp': String(Math.floor(signedAt / 1000)),
      'svix-signature': new Webhook(secret ?? WEBHOOK_SECRET).sign(id, when, body),
    },
  }
}
