/** Which methods an address takes. A GET never changes anything; forms post to their own page. */
const POSTED_TO =
  /^\/(sign|sign\/organisation|manage|confirm\/[^/]+|(handover|address|not-me|never|unsubscribe)\/[^/]+|manage\/[^/]+(\/(withdrawal|erasure|proof(\/ror)?|(edit|handover|address)(\/withdrawal)?))?|staff(\/.*)?)$/

export function allowedMethods(path: string): string[] {
  if (path === '/webhooks/resend') return ['POST']
  return POSTED_TO.test(path) ? ['GET', 'HEAD', 'POST'] : ['GET', 'HEAD']
}

/** True for a method that may change something and carries a body. */
export function maySend(method: string | undefined): boolean {
  return method !== 'GET' && method !== 'HEAD'
}
