/**
 * What an error of the mail service means for the mails of the request
 * (https://resend.com/docs/api-reference/errors).
 */
import type { ErrorResponse } from 'resend'
import { HOUR, MINUTE, SECOND } from '../../context.ts'
import type { Verdict } from '../transport.ts'

/** The account, key or domain is not in order: no mail will be taken until somebody mends it. */
const OF_THE_ACCOUNT = new Set([
  'missing_api_key',
  'restricted_api_key',
  'invalid_api_key',
  'invalid_from_address',
  'invalid_access',
  'not_found',
  'method_not_allowed',
])
const QUOTAS = new Set(['daily_quota_exceeded', 'monthly_quota_exceeded'])
/** Milliseconds after which it is asked again whether the account is in order, or a quota is new. */
const ACCOUNT_WAIT = MINUTE
const QUOTA_WAIT = HOUR

type Headers = Readonly<Record<string, string>> | null

/**
 * The SDK gives the body of an answer as its error, whoever wrote it: a gateway's may be any JSON and
 * say no status. What is missing is taken for no answer. @param body of an answer that is no success
 */
export function errorIn(body: unknown): ErrorResponse {
  const said = Object(body) as Partial<Record<keyof ErrorResponse, unknown>>
  return {
    name: (typeof said.name === 'string' ? said.name : 'unclear_answer') as ErrorResponse['name'],
    statusCode: typeof said.statusCode === 'number' ? said.statusCode : null,
    message: typeof said.message === 'string' ? said.message : 'not an answer of the mail service',
  }
}

/** The verdict on every mail of a request that was answered with this error, or not at all. */
export function verdictOf(
  error: ErrorResponse,
  headers: Headers,
): Exclude<Verdict, { outcome: 'sent' }> {
  const { name, statusCode: status, message } = error
  const problem = `${status ?? 'no answer'} ${name}: ${message}`
  if (QUOTAS.has(name)) return { outcome: 'held', problem, wait: retryAfter(headers) ?? QUOTA_WAIT }
  if (status === 429) return { outcome: 'held', problem, wait: retryAfter(headers) ?? SECOND }
  // 403 is said of domains and senders that are not verified, and of keys.
  if (OF_THE_ACCOUNT.has(name) || status === 401 || status === 403)
    return { outcome: 'held', problem, wait: ACCOUNT_WAIT }
  if (name === 'invalid_idempotent_request') return { outcome: 'conflict' }
  if (
    name === 'concurrent_idempotent_requests' ||
    status === null ||
    status < 400 ||
    status >= 500 ||
    status === 408
  )
    return { outcome: 'unknown', problem }
  return { outcome: 'refused', problem }
}

/** Milliseconds; the header is seconds, or a date (RFC 9110). */
function retryAfter(headers: Headers): number | undefined {
  const said = headers?.['retry-after']
  if (said === undefined) return undefined
  const wait = /^\d+$/.test(said) ? Number(said) * SECOND : Date.parse(said) - Date.now()
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), 24 * HOUR)
}
