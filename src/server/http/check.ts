/** What a request must be like before a page sees it: path, method, origin, and forms being taken. */
import type { IncomingMessage } from 'node:http'
import type { App } from '../app.ts'
import { READ_ONLY_RETRY_AFTER } from '../settings.ts'
import { allowedMethods, maySend } from './methods.ts'
import { isExpectedProgram, isSameOrigin, takesSigned } from './origin.ts'
import { Refusal } from './refusal.ts'

/** These say by themselves that nothing is taken now, and keep what was typed. */
const KEEP_WHAT_WAS_TYPED = new Set(['/sign', '/sign/organisation'])
/** Staff go on working: it is they who end the pause. */
const isStaff = (path: string) => /^\/staff(\/|$)/.test(path)

/** @throws Refusal 400, 403, 405, or 503 while the site is read-only */
export function check(app: App, req: IncomingMessage): void {
  const path = pathOf(req)
  if (path === undefined) throw new Refusal(400)
  const allowed = allowedMethods(path)
  if (!allowed.includes(req.method ?? '')) throw new Refusal(405, { Allow: allowed.join(', ') })
  if (!maySend(req.method) || takesSigned(path)) return
  if (!isExpectedProgram(req, path) && !isSameOrigin(req, app.config.siteUrl))
    throw new Refusal(403)
  if (app.notice() !== undefined && !KEEP_WHAT_WAS_TYPED.has(path) && !isStaff(path))
    throw new Refusal(503, { 'Retry-After': String(READ_ONLY_RETRY_AFTER) })
}

/** The path, or undefined when it cannot be decoded or is no path at all. */
function pathOf(req: IncomingMessage): string | undefined {
  const path = (req.url ?? '').split('?')[0]!
  try {
    return path.startsWith('/') && !decodeURIComponent(path).includes('\0') ? path : undefined
  } catch {
    return undefined
  }
}
