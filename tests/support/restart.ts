/** A site that is stopped, killed and started again on the same data, in each test anew. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { startSite, type Site } from './site.ts'
import { until } from './until.ts'

export function withRestarts() {
  let dataDir: string
  let site: Site
  const start = async () => (site = await startSite({ DATA_DIR: dataDir }))
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'accede-stop-'))
    await start()
  })
  afterEach(async () => {
    await site.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const mailbox = () => join(dataDir, 'mailbox')
  return {
    get site() {
      return site
    },
    start,
    async kill() {
      site.process.kill('SIGKILL')
      await until(() => site.process.signalCode !== null, 'the site to be gone')
    },
    /** A file where the mailbox should be: mail has to wait. */
    breakMailbox: () => writeFileSync(mailbox(), ''),
    /** Makes room for mail, and what waits is due. Only while no site runs. */
    async mendMailbox() {
      rmSync(mailbox())
      mkdirSync(mailbox())
      const database = site.database()
      await database.execute("update outbox set next_attempt_at = 0 where state = 'waiting'")
      database.close()
    },
  }
}
