/**
 * The composition root: configuration, database, services, HTTP; in one process (WORKERS=0) or in
 * several (processes.ts). SIGTERM and SIGINT drain: no new connections, requests under way end,
 * the mail worker finishes its mails, the database closes. What a role needs is loaded for it
 * alone: the process that supervises the others stays small.
 */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Config } from './config.ts'
import { run, type Running } from './run.ts'

// Who dies is replaced within two seconds: most of its start is reading programs.
enableCompileCache()

const ROLES: Record<string, (config: Config) => Promise<Running>> = {
  '--role=writer': async (config) => (await import('./write.ts')).write(config),
  '--role=reader': async (config) => (await import('./serve.ts')).serveBuilt(config, 'reader'),
}

async function site(config: Config): Promise<Running> {
  if (config.workers === 0) return (await import('./serve.ts')).serveBuilt(config, 'all')
  const { supervise } = await import('./processes.ts')
  return supervise(config, fileURLToPath(import.meta.url))
}

await run(ROLES[process.argv[2] ?? ''] ?? site)
