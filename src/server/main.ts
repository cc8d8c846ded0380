/**
 * The composition root: configuration, database, services, HTTP. SIGTERM and SIGINT drain: no new
 * connections, requests under way end, the mail worker finishes its mails, the database closes.
 */
import type { Server } from 'node:http'
import { createApp } from './app.ts'
import { loadConfig, WrongEnvironment, type Config } from './config.ts'
import { AnotherWriter } from './database/lock.ts'
import { drain } from './http/drain.ts'
import { createHttpServer, type PageHandler } from './http/server.ts'
import { staticFiles } from './http/static-files.ts'

/** Starts the site. @returns what stops it, in order */
export async function serve(
  config: Config,
  pages: PageHandler,
): Promise<{ server: Server; stop(): Promise<void> }> {
  const app = await createApp(config)
  const server = createHttpServer(app, pages, staticFiles())
  try {
    await listen(server, config)
  } catch (error) {
    await app.close()
    throw error
  }
  app.log.info({ address: config.siteUrl, data: config.dataDir }, 'listening')
  return {
    server,
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

/** Runs as a process: prints one clear line for what is wrong, exits 0 after a signal. */
export async function main(loadPages: () => Promise<PageHandler>): Promise<void> {
  try {
    const config = loadConfig(process.env)
    const { stop } = await serve(config, await loadPages())
    console.log(`Accede is at ${config.siteUrl}`)
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => void stop().then(() => process.exit(0)))
    }
  } catch (error) {
    console.error(explain(error))
    process.exit(1)
  }
}

function explain(error: unknown): string {
  if (error instanceof WrongEnvironment || error instanceof AnotherWriter) return error.message
  const { code, message, port } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE')
    return `PORT ${port} is in use by another program; stop it, or set PORT to another number.`
  if (code === 'EACCES' && port)
    return `PORT ${port} may not be used by this user; set PORT to a number above 1023.`
  return process.env.LOG_LEVEL === 'debug' && error instanceof Error
    ? String(error.stack)
    : `Accede cannot start: ${message}`
}

if (import.meta.main) {
  await main(async () => {
    const built: { handler: PageHandler } = await import(
      new URL('../../dist/server/entry.mjs', import.meta.url).href
    )
    return built.handler
  })
}
