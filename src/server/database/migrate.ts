import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Client } from '@libsql/client'
import type { MigrationMeta } from 'drizzle-orm/migrator'
import type { Connection } from './connection.ts'
import { raw, sql, type Statement } from './sql.ts'

const FOLDER = fileURLToPath(new URL('../../../db/migrations/', import.meta.url))

/** Milliseconds before a look at what another machine, starting too, has migrated meanwhile. */
const AGAIN = 1000

/** Applies the migrations of db/migrations that this database does not have yet. */
export async function migrate(writing: Client, patience = 5): Promise<void> {
  try {
    await applyMissing(writing)
  } catch (error) {
    if (patience === 0) throw error
    await new Promise((resolve) => setTimeout(resolve, AGAIN))
    await migrate(writing, patience - 1)
  }
}

/** Where drizzle notes what was applied. */
const NOTES = sql`create table if not exists __drizzle_migrations
  (id serial primary key, hash text not null, created_at numeric)`

/**
 * Drizzle reads the migrations that drizzle-kit made; they are applied here as its own migrator
 * does, because loading that takes seconds and 160 MB, which a process then keeps.
 */
async function applyMissing(writing: Client): Promise<void> {
  const { known, applied } = await migrationState(writing)
  if (applied >= known) return
  const { readMigrationFiles } = await import('drizzle-orm/migrator')
  await writing.execute(NOTES)
  const { rows } = await writing.execute('select created_at from __drizzle_migrations')
  const there = new Set(rows.map((row) => Number(row['created_at'])))
  const missing = readMigrationFiles({ migrationsFolder: FOLDER }).filter(
    ({ folderMillis }) => !there.has(folderMillis),
  )
  await writing.migrate(missing.flatMap(statementsOf))
}

const statementsOf = (migration: MigrationMeta): Statement[] => [
  ...migration.sql.map(raw),
  sql`insert into __drizzle_migrations (hash, created_at) values (${migration.hash}, ${migration.folderMillis})`,
]

/** Waits until a replica has the migrations too. @throws after ten seconds */
export async function replicated(reading: Connection): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const { known, applied } = await migrationState(reading).catch(() => ({ known: 1, applied: 0 }))
    if (applied >= known) return
    await new Promise((resolve) => setTimeout(resolve, AGAIN / 10))
  }
  throw new Error('DATABASE_REPLICA_URL does not follow DATABASE_URL: its migrations are missing.')
}

/** How many migrations this program has and how many the database has. */
export async function migrationState(
  database: Pick<Connection, 'execute'>,
): Promise<{ known: number; applied: number }> {
  const journal: { entries: unknown[] } = JSON.parse(
    await readFile(`${FOLDER}meta/_journal.json`, 'utf8'),
  )
  const known = journal.entries.length
  const table = await database.execute(
    raw("select 1 from sqlite_master where name = '__drizzle_migrations'"),
  )
  if (table.rows.length === 0) return { known, applied: 0 }
  const applied = await database.execute(raw('select count(*) as count from __drizzle_migrations'))
  return { known, applied: Number(applied.rows[0]?.['count']) }
}
