/**
 * The file of an export in the database, where several machines share one: the machine that made it
 * and the one that is asked for it may be two. On a file, the folder is enough.
 */
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Context } from '../context.ts'
import { sql } from '../database/index.ts'
import { folderOf, removeFolder, ZIP } from './folder.ts'

/** Bytes of a piece: a write of some milliseconds. */
const PIECE = 512 * 1024

/** Moves the file of an export into the database. */
export async function keepParts(
  { config, database }: Pick<Context, 'config' | 'database'>,
  id: number,
): Promise<void> {
  await database.write([sql`delete from export_parts where export_id = ${id}`])
  let nth = 0
  const file = createReadStream(join(folderOf(config, id), ZIP), { highWaterMark: PIECE })
  for await (const piece of file)
    await database.write([
      sql`insert into export_parts (export_id, nth, bytes) values (${id}, ${nth++}, ${piece as Buffer})`,
    ])
  await removeFolder(config, id)
}

export const readParts = ({ database }: Pick<Context, 'database'>, id: number): Readable =>
  Readable.from(pieces(database, id), { objectMode: false })

async function* pieces(database: Context['database'], id: number): AsyncGenerator<Buffer> {
  for (let nth = 0; ; nth++) {
    const row = await database.firstFresh(
      sql`select bytes from export_parts where export_id = ${id} and nth = ${nth}`,
    )
    if (!row) return
    yield Buffer.from(row['bytes'] as ArrayBuffer)
  }
}
