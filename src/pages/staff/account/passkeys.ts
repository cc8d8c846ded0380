import type { APIRoute } from 'astro'
import { admit, goTo, visitorOf } from '../../../components/staff/admit.ts'

/** Takes one of one's own passkeys away. Opening this address leads to the list. */
export const ALL: APIRoute = async (context) => {
  const entry = await admit(context, { role: 'viewer', fresh: true })
  if (entry instanceof Response) return entry
  const { app, posted } = context.locals
  const passkey = posted?.['passkey']
  if (typeof passkey !== 'string') return goTo('/staff/account')
  const result = await app.staff.removePasskey(entry, passkey, visitorOf(context))
  return goTo(`/staff/account?done=${result === 'needed' ? 'needed' : 'passkey'}`)
}
