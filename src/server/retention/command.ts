/** `npm run accede -- retention`: what is kept for how long, what would go now, and letting it go. */
import type { Config } from '../config.ts'
import type { Database } from '../database/index.ts'
import { KEPT } from './kept.ts'

export async function retentionCommand(
  database: Database,
  args: string[],
  { 'dry-run': dryRun = false }: { 'dry-run'?: boolean | undefined },
  config: Config,
): Promise<number> {
  if (args.length > 0) {
    console.error('retention takes no argument but --dry-run')
    return 2
  }
  const keeping = { database, config, now: Date.now }
  for (const { name, days, due, forget } of KEPT) {
    const time = days === null ? 'for good' : `${days} days`
    const went = dryRun
      ? `${await due(keeping)} would go`
      : `${await forget(keeping, new AbortController().signal)} gone`
    console.log(`${name.padEnd(26)}${time.padEnd(12)}${went}`)
  }
  if (dryRun) console.log('Nothing was deleted. The running site does this by itself each hour.')
  return 0
}
