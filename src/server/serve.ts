/** A process that serves HTTP: beside a writer, or alone. */
import type { Server } from 'node:http'
import { createApp } from './app.ts'
import { builtPages } from './built-pages.ts'
import type { Config } from './config.ts'
import type { AppOptions } from './core.ts'
import { drain } from './http/drain.ts'
import { createHttpServer, type PageHandler } from './http/server.ts'
import { staticFiles } from './http/static-files.ts'
import { shareFigures } from './process-figures.ts'
import type { Running } from './run.ts'

/**
 * Connections that may wait to be accepted; Linux takes no more than net.core.somaxconn. With Node's
 * 511 a crowd that comes in one second overflows it, and who is dropped tries again after 1, 3 and 7
 * seconds (RFC 6298, 2).
 */
const BACKLOG = 4096

/** Serves HTTP from this process. @returns what stops it, in order */
export async function serve(
  config: Config,
  pages: PageHandler,
  { role = 'all', ...options }: AppOptions = {},
): Promise<Running> {
  const app = await createApp(config, { role, ...options })
  const stopping = new AbortController()
  const share = role === 'reader' ? shareFigures : undefined
  const server = createHttpServer(app, pages, staticFiles(), share, stopping.signal)
  try {
    await listen(server, config)
  } catch (error) {
    await app.close()
    throw error
  }
  return {
    async stop() {
      stopping.abort()
      await drain(server)
      await app.close()
    },
  }
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, backlog: BACKLOG }, resolve)
  })
}

/** Everything in one process, or, beside a writer, HTTP. */
export const serveBuilt = async (config: Config, role: 'all' | 'reader'): Promise<Running> =>
  serve(config, await builtPages(), { role })
