/**
 * The door of every page of staff, asked first in its frontmatter:
 *
 *     const entry = await admit(Astro, { role: 'editor' })
 *     if (entry instanceof Response) return entry
 *
 * The role stands there word for word, so that a test can walk every page with every role.
 */
import type { APIContext, AstroGlobal } from 'astro'
import type { Asked, Entry, StaffVisitor } from '../../server/staff/index.ts'
import { describeAgent } from '../../server/staff/visitor.ts'

type Asking = Pick<AstroGlobal | APIContext, 'locals' | 'request' | 'url' | 'rewrite'>
export type SignedIn = Extract<Entry, { outcome: 'signedIn' }>

/** @returns who asks; or the answer: 303 to the page to sign in, or 403 */
export async function admit(asking: Asking, asked: Asked): Promise<SignedIn | Response> {
  const entry = await asking.locals.app.staff.require(cookiesOf(asking), asked)
  if (entry.outcome === 'signedIn') return entry
  if (entry.outcome === 'notAllowed') {
    asking.locals.refusal = { status: 403 }
    return asking.rewrite('/refused/role')
  }
  return goTo(
    `${doorOf(entry)}?next=${encodeURIComponent(asking.url.pathname + asking.url.search)}`,
  )
}

function doorOf(entry: Exclude<Entry, { outcome: 'signedIn' | 'notAllowed' }>): string {
  if (entry.outcome === 'mustSignIn') return '/staff/login'
  if (entry.outcome === 'mustProveAgain') return '/staff/again'
  return entry.step === 'prove' ? '/staff/second-factor' : '/staff/account/second-factor'
}

/** See Other, with cookies to set; kept by nobody. */
export function goTo(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ Location: location, 'Cache-Control': 'no-store' })
  for (const cookie of cookies) headers.append('Set-Cookie', cookie)
  return new Response(null, { status: 303, headers })
}

/** Where a request comes from, for the verbs of staff. */
export function visitorOf(asking: Pick<Asking, 'locals' | 'request'>): StaffVisitor {
  const { language, network } = asking.locals.visitor
  const agent = describeAgent(asking.request.headers.get('user-agent'))
  return { language, network, agent, cookies: cookiesOf(asking) }
}

const cookiesOf = ({ request }: Pick<Asking, 'request'>) => request.headers.get('cookie')
