import type { Server } from 'node:http'

/**
 * Stops a server in order: no new connections, idle ones closed, requests under way answered.
 * @param patience milliseconds after which what is left is cut off
 */
export async function drain(server: Server, patience = 7000): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // A connection that is kept alive falls idle when its answer has left: looked for again and again.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const cut = setTimeout(() => server.closeAllConnections(), patience)
  await closed
  clearTimeout(cut)
  clearInterval(sweep)
}
