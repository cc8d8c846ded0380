/** Cookies of staff beside lucia's: `__Host-` where the site has TLS, never for script. */
import type { Context } from '../context.ts'

export const isSecure = ({ config }: Pick<Context, 'config'>) => config.siteUrl.startsWith('https:')

/** The name with its prefix: browsers then take it from this host alone, over TLS, for all paths. */
export const cookieName = (context: Pick<Context, 'config'>, name: string): string =>
  isSecure(context) ? `__Host-${name}` : name

/** Set-Cookie. @param seconds it lives; 0 takes it away */
export function cookieFor(
  context: Pick<Context, 'config'>,
  name: string,
  value: string,
  seconds: number,
): string {
  const secure = isSecure(context) ? '; Secure' : ''
  return `${cookieName(context, name)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
}

/** @param cookies the Cookie header */
export function readCookie(
  context: Pick<Context, 'config'>,
  cookies: string | null,
  name: string,
): string | undefined {
  const begins = `${cookieName(context, name)}=`
  const found = (cookies ?? '').split(/;\s*/).find((cookie) => cookie.startsWith(begins))
  return found?.slice(begins.length)
}
