/** A file comes in: kept in the database in parts, so that whichever process writes can read it. */
import { createHash } from 'node:crypto'
import type { Context } from '../context.ts'
import { sql } from '../database/index.ts'
import type { Posted } from '../endorsements/form.ts'
import { cleanLine } from '../endorsements/names.ts'
import type { Actor } from '../staff/actor.ts'
import { importEntry, type Who } from './audit.ts'
import { MOST_FILE_BYTES } from './files/bounds.ts'
import { ENCODINGS } from './files/encoding.ts'
import type { Subject } from './fields.ts'
import { WHAT } from './options.ts'

/** Bytes of a part: a unit that is sent between processes holds one. */
const PART = 512 * 1024
const LONGEST_NAME = 120

export type File = { name: string; bytes: Uint8Array }
export type CreateOutcome =
  | { outcome: 'created'; id: number }
  | { outcome: 'invalid'; problem: 'missing' | 'what' | 'tooLarge' }

/** @param posted `file`, `what`, `encoding` */
export async function createImport(
  context: Context,
  actor: Actor,
  posted: Posted,
): Promise<CreateOutcome> {
  const { file, encoding } = posted
  const what = WHAT.find((one) => one === posted['what'])
  if (!(file instanceof Blob) || file.size === 0) return { outcome: 'invalid', problem: 'missing' }
  if (file.size > MOST_FILE_BYTES) return { outcome: 'invalid', problem: 'tooLarge' }
  if (!what) return { outcome: 'invalid', problem: 'what' }
  const bytes = new Uint8Array(await file.arrayBuffer())
  const id = await storeFile(context, actor, subjectOf(what), {
    file: { name: file.name, bytes },
    encoding: ENCODINGS.find((one) => one === encoding) ?? '',
  })
  return { outcome: 'created', id }
}

export const subjectOf = (what: (typeof WHAT)[number]): Subject =>
  what === 'commission'
    ? { list: 'commission', kind: 'individual' }
    : { list: 'register', kind: what }

/** Keeps the file; reading begins once all of it is there. @returns the import's id */
export async function storeFile(
  { database, now }: Pick<Context, 'database' | 'now'>,
  who: Who,
  { list, kind }: Subject,
  { file, encoding }: { file: File; encoding: string },
): Promise<number> {
  const at = now()
  const hash = createHash('sha256').update(file.bytes).digest('hex')
  const name = cleanLine(file.name).slice(0, LONGEST_NAME)
  const [made] = await database.write([
    sql`insert into imports (list, kind, state, source, file_name, file_hash, file_bytes, encoding, starter_id, started_by, started_at, changed_at)
      values (${list}, ${kind}, 'uploading', 'paper', ${name}, ${hash}, ${file.bytes.length}, ${encoding}, ${who.id}, ${who.email}, ${at}, ${at}) returning id`,
  ])
  const id = Number(made!.rows[0]!['id'])
  for (let part = 0; part * PART < file.bytes.length; part++)
    await database.write([
      sql`insert into import_parts (import_id, part, bytes)
        values (${id}, ${part}, ${file.bytes.slice(part * PART, (part + 1) * PART)})`,
    ])
  await database.write([
    sql`update imports set state = 'reading' where id = ${id} and state = 'uploading'`,
    importEntry(who, 'create', id, at, { list, kind, bytes: file.bytes.length, sha256: hash }),
  ])
  return id
}
