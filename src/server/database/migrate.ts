import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Client } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { migrate as drizzleMigrate } from 'drizzle-orm/libsql/migrator'

const FOLDER = fileURLToPath(new URL('../../../db/migrations/', import.meta.url))

/** Applies the migrations of db/migrations that this database does not have yet. */
export async function migrate(writing: Client): Promise<void> {
  await drizzleMigrate(drizzle(writing), { migrationsFolder: FOLDER })
}

/** How many migrations this program has and how many the database has. */
export async function migrationState(reading: Client): Promise<{ known: number; applied: number }> {
  const journal: { entries: unknown[] } = JSON.parse(
    await readFile(`${FOLDER}meta/_journal.json`, 'utf8'),
  )
  const applied = await reading.execute('select count(*) from __drizzle_migrations')
  return { known: journal.entries.length, applied: Number(applied.rows[0]?.[0]) }
}
