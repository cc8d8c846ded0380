/**
 * Resend, by its own SDK: one mail a request with the outbox row's id as its idempotency key, or up
 * to a hundred with the key of the batch. Each mail carries its id as a tag, by which webhooks and
 * later questions know it again. No tracking: neither pixels nor rewritten links are asked for.
 */
import { domainToASCII } from 'node:url'
import { Resend, type ErrorResponse } from 'resend'
import type { Config } from '../../config.ts'
import { SECOND } from '../../context.ts'
import { MAIL_TAG } from '../tags.ts'
import type { Outgoing, ServiceNews, Transport, Verdict } from '../transport.ts'
import { errorIn, verdictOf } from './errors.ts'
import { findTaken } from './find.ts'
import { countRequests, type Requests } from './requests.ts'

/** What the service takes in one request. */
const MOST = 100
/** Requests under way: more than five a second need no more, at the usual fifth of a second each. */
const AT_ONCE = 4
/** Milliseconds for an answer; less than a lease (claim.ts). */
const PATIENCE = 20 * SECOND

type Answer<T> = {
  data: T | null
  error: ErrorResponse | null
  headers: Record<string, string> | null
}
/** Makes one request, with a time-out, and listens to what its answer says of limits. */
export type Ask = <T>(
  request: (patience: { signal: AbortSignal }) => Promise<Answer<T>>,
) => Promise<Answer<T>>

export function resendTransport(
  { resend }: Pick<Config, 'resend'>,
  patience = PATIENCE,
): Transport {
  const service = new Resend(resend.apiKey, resend.baseUrl ? { baseUrl: resend.baseUrl } : {})
  const requests = countRequests()
  let news: ServiceNews = {}
  const ask: Ask = async (request) => {
    const askedAt = performance.now()
    const { data, error, headers } = await request({ signal: AbortSignal.timeout(patience) })
    const answer = { data, error: data ? null : errorIn(error), headers }
    requests.heard(answer.headers ?? {}, askedAt)
    news = newsOf(answer, requests)
    return answer
  }
  return {
    most: MOST,
    atOnce: AT_ONCE,
    turn: () => requests.turn(),
    send: (mails, key) =>
      mails.length === 1 && mails[0]!.id === key
        ? sendOne(service, ask, mails[0]!)
        : sendMany(service, ask, mails, key),
    find: (mails, since, step) =>
      findTaken(service, mails, since, async (request) => {
        await step()
        await requests.turn()
        return ask(request)
      }),
    news: () => news,
  }
}

async function sendOne(service: Resend, ask: Ask, mail: Outgoing): Promise<Verdict[]> {
  const { data, error, headers } = await ask((patience) =>
    service.emails.send(payloadOf(mail), { idempotencyKey: mail.id, ...patience }),
  )
  if (data?.id) return [{ outcome: 'sent', providerId: data.id }]
  return [verdictOf(error ?? errorIn(null), headers)]
}

/** One that cannot be taken does not keep the others back (permissive validation). */
async function sendMany(
  service: Resend,
  ask: Ask,
  mails: readonly Outgoing[],
  key: string,
): Promise<Verdict[]> {
  const { data, error, headers } = await ask((patience) =>
    service.batch.send(mails.map(payloadOf), {
      batchValidation: 'permissive',
      idempotencyKey: key,
      ...patience,
    }),
  )
  if (!Array.isArray(data?.data)) return mails.map(() => verdictOf(error ?? errorIn(null), headers))
  const refused = new Map((data.errors ?? []).map(({ index, message }) => [index, message]))
  let taken = 0
  return mails.map((_, i) => {
    const problem = refused.get(i)
    if (problem !== undefined) return { outcome: 'refused', problem }
    return { outcome: 'sent', providerId: data.data[taken++]?.id ?? null }
  })
}

const payloadOf = ({ id, from, replyTo, to, subject, text, html, headers }: Outgoing) => ({
  ...{ from, to: [inAscii(to)], subject, text, html, headers },
  ...(replyTo && { replyTo }),
  tags: [{ name: MAIL_TAG, value: id }],
})

/** The domain as DNS has it. */
export function inAscii(address: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1)) || address.slice(at + 1)}`
}

function isOfService(error: ErrorResponse, headers: Answer<unknown>['headers']): boolean {
  const { outcome } = verdictOf(error, headers)
  return outcome === 'unknown' || (outcome === 'held' && error.name !== 'rate_limit_exceeded')
}

/** Quotas are said as the number of mails used. A problem of one mail is none of the service's; '' is none. */
function newsOf({ error, headers }: Answer<unknown>, requests: Requests): ServiceNews {
  const daily = headers?.['x-resend-daily-quota']
  const monthly = headers?.['x-resend-monthly-quota']
  return {
    ...(daily !== undefined && { daily }),
    ...(monthly !== undefined && { monthly }),
    limit: String(requests.limit()),
    problem: error && isOfService(error, headers) ? `${error.name}: ${error.message}` : '',
  }
}
