/** Staff of a test: an account of any role, signed in over HTTP, with a cookie jar of its own. */
import { execFile } from 'node:child_process'
import { TOTP } from 'otpauth'
import type { StaffRole } from '../../src/server/staff/index.ts'
import type { Site } from './site.ts'
import { fillIn, get, post, type Answer, type Fields } from './visitor.ts'

const COMMAND_LINE = new URL('../../src/server/command-line.ts', import.meta.url).pathname

export const PASSWORD = 'nine quiet harbours at dusk'

export type Member = {
  email: string
  role: StaffRole
  /** the Cookie header as it stands now */
  cookies(): string
  /** the same browser, which keeps the cookies that it is given */
  get(path: string, init?: RequestInit): Promise<Answer>
  post(path: string, fields?: Fields, init?: RequestInit): Promise<Answer>
  /** Opens a page, fills in its form (the one at `index`) and sends it. */
  fillIn(path: string, fields: Fields, index?: number): Promise<Answer>
}

/** `npm run accede -- staff create`, on a site that runs. */
export async function createStaff(
  site: Site,
  role: StaffRole,
  email = `${role}@staff.example`,
  more: Record<string, string> = {},
): Promise<string> {
  const env = { PATH: process.env['PATH'], DATA_DIR: site.dataDir, ...more }
  const args = ['staff', 'create', '--email', email, '--role', role, '--password-stdin']
  await new Promise<void>((resolve, reject) => {
    const child = execFile(process.execPath, [COMMAND_LINE, ...args], { env }, (error) =>
      error ? reject(error) : resolve(),
    )
    child.stdin!.end(`${PASSWORD}\n`)
  })
  return email
}

/** An account of this role, made and signed in, with the second factor that an admin needs. */
export async function signInStaff(site: Site, role: StaffRole, email?: string): Promise<Member> {
  const member = browserOf(site, role, await createStaff(site, role, email))
  await withPassword(member)
  if (role === 'admin') await setUpTotp(member)
  return member
}

/** Fills in the form to sign in. @throws when that is refused */
export async function withPassword(member: Member, password = PASSWORD): Promise<Answer> {
  const answer = await member.fillIn('/staff/login', { email: member.email, password })
  if (answer.status !== 303) throw new Error(`Signing in was answered with ${answer.status}`)
  return answer
}

/** What an authenticator app does: from the key on the page, and then from time to time. */
export type AuthenticatorApp = { code(stepsAhead?: number): string }

/** Sets an app up, as its owner does. @returns the app, and the recovery codes that came with it */
export async function setUpTotp(
  member: Member,
): Promise<{ app: AuthenticatorApp; codes: string[] }> {
  const path = '/staff/account/second-factor'
  await member.post(path, { act: 'begin' })
  const { body } = await member.get(path)
  const app = appWith(/<code class="secret">([^<]+)<\/code>/.exec(body)![1]!)
  const answer = await member.post(path, { code: app.code() })
  if (answer.status !== 200) throw new Error(`Setting up was answered with ${answer.status}`)
  return { app, codes: codesOn(answer) }
}

/** An app with this key; a code of the step ahead is taken too, where the present one is used up. */
export function appWith(key: string): AuthenticatorApp {
  const totp = new TOTP({ secret: key.replaceAll(' ', '') })
  return {
    code: (stepsAhead = 0) => totp.generate({ timestamp: Date.now() + stepsAhead * 30_000 }),
  }
}

/** The recovery codes that a page shows. */
export const codesOn = ({ body }: Answer): string[] =>
  [...body.matchAll(/<li>\s*<code>([^<]+)<\/code>/g)].map(([, code]) => code!)

/** A browser that has no session yet. */
export function browserOf(site: Site, role: StaffRole, email: string): Member {
  const jar = new Map<string, string>()
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const keep = (answer: Answer) => {
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!
      if (value) jar.set(name!, value)
      else jar.delete(name!)
    }
    return answer
  }
  const withCookies = (init: RequestInit = {}): RequestInit => ({
    ...init,
    headers: { ...(init.headers as Record<string, string>), Cookie: cookies() },
  })
  return {
    email,
    role,
    cookies,
    get: async (path, init) => keep(await get(site, path, withCookies(init))),
    post: async (path, fields = {}, init) =>
      keep(await post(site, path, fields, withCookies(init))),
    fillIn: async (path, fields, index) =>
      keep(await fillIn(site, path, fields, index, withCookies())),
  }
}
