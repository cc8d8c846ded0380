/** The process that writes: it owns the database file, the queue, the mail and the jobs; no HTTP. */
import type { Config } from './config.ts'
import { createCore } from './core.ts'
import { figuresOf } from './http/metrics.ts'
import { shareFigures } from './process-figures.ts'
import type { Running } from './run.ts'

export async function write(config: Config): Promise<Running> {
  const core = await createCore(config, { role: 'writer' })
  shareFigures(figuresOf(core))
  return { stop: core.close }
}
