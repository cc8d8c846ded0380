/** How a process starts, says that it has, and ends. */
import { loadConfig, WrongEnvironment, type Config } from './config.ts'
import { AnotherWriter } from './database/lock.ts'
import type { Started } from './processes.ts'

export type Running = { stop(): Promise<void> }

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
