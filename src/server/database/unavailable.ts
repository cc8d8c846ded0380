import { LibsqlError } from '@libsql/client'

/** The database does not take this now; nothing of the work was done. Answered with 503. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
  constructor(why: string, cause?: unknown) {
    super(`The database is unavailable: ${why}`, { cause })
  }
}

const PASSING =
  /^(SQLITE_(BUSY|LOCKED|IOERR|FULL|CANTOPEN|READONLY|NOTADB|PROTOCOL)|SERVER_ERROR|CLIENT_CLOSED|HRANA_WEBSOCKET_ERROR|HRANA_CLOSED_ERROR)/
const NETWORK = /^(ECONN|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|EPIPE|EAI_AGAIN|UND_ERR)/

/** True for an error that says "not now" (lock, disk, network) rather than "not like this". */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return true
  if (error instanceof LibsqlError && PASSING.test(error.code)) return true
  const cause = error instanceof Error ? error.cause : undefined
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code === 'string' && NETWORK.test(code)) return true
  if (error instanceof TypeError && error.message === 'fetch failed') return true
  return cause !== undefined && cause !== error && isUnavailable(cause)
}
