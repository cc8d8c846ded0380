import type { IncomingMessage } from 'node:http'
import type { App } from '../app.ts'
import { isUnavailable } from '../database/index.ts'
import { Refusal } from './refusal.ts'

/** Whether this visitor may bring in a list, as its page will ask again. @throws Refusal 503 */
export async function mayBringLists(app: App, { headers }: IncomingMessage): Promise<boolean> {
  try {
    const entry = await app.staff.require(headers.cookie ?? null, { role: 'admin' })
    return entry.outcome === 'signedIn'
  } catch (error) {
    if (!isUnavailable(error)) throw error
    throw new Refusal(503, { 'Retry-After': '30' })
  }
}
