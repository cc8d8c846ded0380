/** The services without HTTP, on a real database file, with a clock that the test moves. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp, type App } from '../../src/server/app.ts'
import type { AppOptions } from '../../src/server/core.ts'
import { loadConfig } from '../../src/server/config.ts'

export type TestApp = App & { clock: { now: number }; remove(): Promise<void> }

/** @param outside the internet that evidence may see; without it there is none */
export async function startApp(
  env: Record<string, string> = {},
  outside?: AppOptions['outside'],
): Promise<TestApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'accede-app-'))
  const clock = { now: Date.parse('2026-11-21T12:00:00Z') }
  const config = loadConfig({
    ...{ DATA_DIR: dataDir, LOG_LEVEL: 'silent', SIGN_LIMITS: 'off', LOOKUPS: 'off' },
    ...env,
  })
  const app = await createApp(config, { now: () => clock.now, ...(outside && { outside }) })
  return {
    ...app,
    clock,
    async remove() {
      await app.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
