/** Exports at the level of the services: somebody who asks for them, and what is in their files. */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { sql } from '../../src/server/database/index.ts'
import type { Manifest } from '../../src/server/exports/manifest.ts'
import type { Owner } from '../../src/server/exports/start.ts'
import { openZip } from '../../src/server/exports/unzip.ts'
import type { TestApp } from './app.ts'
import { until } from './until.ts'

/** An account with a session that has just begun. */
export async function owner(app: TestApp, role: 'admin' | 'editor' = 'admin'): Promise<Owner> {
  const now = app.clock.now
  const email = `${role}-${Math.random()}@staff.example`
  const [, row] = await app.context.database.write([
    sql`insert into staff (email, email_key, role, state, created_at, changed_at) values (${email}, ${email}, ${role}, 'active', ${now}, ${now})`,
    sql`select last_insert_rowid() as id`,
  ])
  const id = Number(row!.rows[0]!['id'])
  const sessionId = createHash('sha256').update(email).digest('hex')
  await app.context.database.write([
    sql`insert into staff_sessions (id, staff_id, expires_at, ends_at, factor, proved_at, created_at, used_at, network, agent)
      values (${sessionId}, ${id}, ${Math.floor(now / 1000) + 100 * 86_400}, ${now + 100 * 86_400_000}, 'totp', ${now}, ${now}, ${now}, '', '')`,
  ])
  const staff = {
    id,
    email,
    role,
    state: 'active',
    hasPassword: true,
    hasTotp: true,
    hasPasskey: false,
  }
  return { staff, session: { id: sessionId, provedAt: now }, network: '192.0.2' } as Owner
}

/** Asks for one. @returns its id */
export async function ask(
  app: TestApp,
  who: Owner,
  fields: Record<string, unknown>,
): Promise<number> {
  const started = await app.exports.start(who, { preset: 'delivery', formats: 'jsonl', ...fields })
  if (started.outcome !== 'started') throw new Error(JSON.stringify(started))
  return started.id
}

/** Waits until the job has made all that wait. */
export async function makeAll(app: TestApp): Promise<void> {
  const left = () =>
    app.context.database.firstFresh(sql`select 1 from exports where state in ('waiting', 'making')`)
  await until(async () => !(await left()), 'all exports to be made', 30_000)
}

/** The files of one that is made, by name, as its owner gets them. */
export async function filesOf(app: TestApp, who: Owner, id: number): Promise<Map<string, Buffer>> {
  const download = await app.exports.download(who, id)
  if (!download) throw new Error(`There is no file of export ${id}`)
  const path = join(app.config.dataDir, `read-${id}.zip`)
  writeFileSync(path, await buffer(download.open()))
  return unzip(path)
}

export async function unzip(path: string): Promise<Map<string, Buffer>> {
  const zip = await openZip(path)
  const files = new Map<string, Buffer>()
  for (const name of zip.names) files.set(name, await buffer(await zip.open(name)))
  zip.close()
  return files
}

export const manifestIn = (files: Map<string, Buffer>): Manifest =>
  JSON.parse(String(files.get('manifest.json'))) as Manifest

/** The rows of its JSON Lines. */
export function rowsIn(files: Map<string, Buffer>): Record<string, unknown>[] {
  const [, lines] = [...files].find(([name]) => name.endsWith('.jsonl'))!
  return String(lines)
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
