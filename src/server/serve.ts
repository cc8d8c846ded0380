/** What a process does beside others, or alone: it serves HTTP, or it writes. */
import type { Server } from 'node:http'
import { createApp, type AppOptions } from './app.ts'
import { builtPages } from './built-pages.ts'
import type { Config } from './config.ts'
import { drain } from './http/drain.ts'
import { figuresOf } from './http/metrics.ts'
import { createHttpServer, type PageHandler } from './http/server.ts'
import { staticFiles } from './http/static-files.ts'
import { shareFigures } from './process-figures.ts'
import type { Running } from './run.ts'

/** Serves HTTP from this process. @returns what stops it, in order */
export async function serve(
  config: Config,
  pages: PageHandler,
  { role = 'all', ...options }: AppOptions = {},
): Promise<Running> {
  const app = await createApp(config, { role, ...options })
  const server = createHttpServer(
    app,
    pages,
    staticFiles(),
    role === 'reader' ? shareFigures : undefined,
  )
  try {
    await listen(server, config)
  } catch (error) {
    await app.close()
    throw error
  }
  return {
    async stop() {
      await drain(server)
      await app.close()
    },
  }
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
}

/** Everything in one process, or, beside a writer, HTTP. */
export const serveBuilt = async (config: Config, role: 'all' | 'reader'): Promise<Running> =>
  serve(config, await builtPages(), { role })

/** Owns the database file, the queue, the mail and the jobs; serves no HTTP. */
export async function write(config: Config): Promise<Running> {
  const app = await createApp(config, { role: 'writer' })
  shareFigures(figuresOf(app))
  return { stop: () => app.close() }
}
