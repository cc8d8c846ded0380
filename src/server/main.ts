/**
 * The composition root: configuration, database, services, HTTP; in one process (WORKERS=0) or in
 * several (processes.ts). SIGTERM and SIGINT drain: no new connections, requests under way end,
 * the mail worker finishes its mails, the database closes.
 */
import type { Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createApp, type AppOptions } from './app.ts'
import { builtPages } from './built-pages.ts'
import { loadConfig, WrongEnvironment, type Config } from './config.ts'
import { AnotherWriter } from './database/lock.ts'
import { drain } from './http/drain.ts'
import { figuresOf } from './http/metrics.ts'
import { createHttpServer, type PageHandler } from './http/server.ts'
import { staticFiles } from './http/static-files.ts'
import { shareFigures } from './process-figures.ts'
import { supervise, type Started } from './processes.ts'

type Running = { stop(): Promise<void> }

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

/** Runs one role until a signal: prints one clear line for what is wrong, exits 0 when stopped. */
export async function run(start: (config: Config) => Promise<Running>): Promise<void> {
  try {
    const config = loadConfig(process.env)
    const { stop } = await start(config)
    let stopping: Promise<void> | undefined
    const end = () => void (stopping ??= stop().then(() => process.exit(0)))
    process.on('SIGTERM', end)
    // A child leaves the terminal's Ctrl-C to its supervisor, and goes when that is gone.
    process.on('SIGINT', process.send ? () => {} : end)
    process.on('disconnect', end)
    process.send?.({ ready: true } satisfies Started)
    if (!process.send) console.log(`Accede is at ${config.siteUrl}`)
  } catch (error) {
    if (process.send)
      process.send({ failed: explain(error) } satisfies Started, () => process.exit(1))
    else {
      console.error(explain(error))
      process.exit(1)
    }
  }
}

function explain(error: unknown): string {
  const { code, message, port } = error as NodeJS.ErrnoException & { port?: number }
  if (error instanceof WrongEnvironment || error instanceof AnotherWriter) return message
  if (code === 'EADDRINUSE')
    return `PORT ${port} is in use by another program; stop it, or set PORT to another number.`
  if (code === 'EACCES' && port)
    return `PORT ${port} may not be used by this user; set PORT to a number above 1023.`
  if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error) return String(error.stack)
  return message.startsWith('PORT ') || message.startsWith('Process ')
    ? message
    : `Accede cannot start: ${message}`
}

const ROLES: Record<string, (config: Config) => Promise<Running>> = {
  '--role=writer': async (config) => {
    const app = await createApp(config, { role: 'writer' })
    shareFigures(figuresOf(app))
    return { stop: () => app.close() }
  },
  '--role=reader': async (config) => serve(config, await builtPages(), { role: 'reader' }),
}

const alone = async (config: Config) =>
  config.workers === 0
    ? serve(config, await builtPages())
    : supervise(config, fileURLToPath(import.meta.url))

if (import.meta.main) await run(ROLES[process.argv[2] ?? ''] ?? alone)
