/**
 * `npm run demo`: the site on sample data, in a database of its own, with the specimen for its texts.
 * DATA_DIR is ./data/demo unless set; a DATABASE_URL and a CONTENT_DIR are left alone, and mail stays
 * in the local mailbox, whatever is set for the real site. What the demo holds already is kept;
 * delete its directory to begin anew.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadConfig } from '../src/server/config.ts'
import { prepareSample } from './sample/prepare.ts'
import { writeSpecimenContent } from './specimen/content.ts'

const COUNT = 25_000
const SITE = fileURLToPath(new URL('../src/server/main.ts', import.meta.url))

const DATA_DIR = process.env['DATA_DIR'] || './data/demo'

const env: NodeJS.ProcessEnv = {
  ...process.env,
  DATA_DIR,
  CONTENT_DIR: join(DATA_DIR, 'content'),
  MAIL_TRANSPORT: 'mailbox',
  DATABASE_URL: '',
}

async function prepare(): Promise<void> {
  const started = Date.now()
  const config = loadConfig(env)
  writeSpecimenContent(config.contentDir)
  const { outcome, endorsements, countries } = await prepareSample(config, {
    count: COUNT,
    end: started,
  })
  const figures = `${endorsements.toLocaleString('en')} endorsements from ${countries} countries`
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(
    outcome === 'made'
      ? `Sample data: ${figures}, made in ${seconds} s, in ${config.dataDir}`
      : `Sample data: ${figures}, kept in ${config.dataDir}; delete it to begin anew`,
  )
}

/** Runs the site like `npm start`; a signal reaches it, and its exit code is ours. */
function start(): void {
  const site = spawn(process.execPath, [SITE], { env, stdio: 'inherit' })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => site.kill(signal))
  site.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

try {
  await prepare()
  start()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
