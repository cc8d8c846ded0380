/**
 * The chain over the audit: each entry's hash covers its content and the hash before, so that a
 * changed, missing or reordered entry does not fit. SQL knows no SHA-256, so the process that
 * writes adds the hashes right after the commit, in order of the numbers; an entry waits for its
 * hash for some milliseconds, and it cannot be changed meanwhile (triggers).
 */
import { createHash } from 'node:crypto'
import type { Context } from '../../context.ts'
import { sql, type Database, type Row, type Statement } from '../../database/index.ts'

/** What stands before the first entry. */
export const GENESIS = ''
const AT_ONCE = 500

export const ENTRY_COLUMNS = 'number, at, who, what, subject, before, after, network'

/** SHA-256, base64url, of the hash before and every field, as one JSON array. */
export function hashEntry(row: Row | Record<string, unknown>, previous: string): string {
  const { number, at, who, what, subject, before, after, network } = row as Record<string, unknown>
  const content = [previous, Number(number), Number(at), who, what, subject, before, after, network]
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url')
}

/** Gives every entry its hash that has none yet. Two that do this at once do it once. */
export async function chainAudit(
  database: Pick<Database, 'firstFresh' | 'readFresh' | 'write'>,
): Promise<void> {
  for (;;) {
    const waiting = await database.readFresh(
      sql`select a.number, at, who, what, subject, before, after, network from audit a
        where a.number > (select coalesce(max(number), 0) from audit_chain) order by a.number limit ${AT_ONCE}`,
    )
    if (waiting.length === 0) return
    const last = await database.firstFresh(
      sql`select hash from audit_chain where number = ${Number(waiting[0]!['number']) - 1}`,
    )
    await database.write(links(waiting, last ? String(last['hash']) : GENESIS))
  }
}

function links(entries: Row[], previous: string): Statement[] {
  let before = previous
  return entries.map((row) => {
    const number = Number(row['number'])
    const hash = hashEntry(row, before)
    const link = sql`insert into audit_chain (number, previous, hash) select ${number}, ${before}, ${hash}
      where (select coalesce(max(number), 0) from audit_chain) = ${number - 1}
        and coalesce((select hash from audit_chain where number = ${number - 1}), ${GENESIS}) = ${before}`
    before = hash
    return link
  })
}

export type Chainer = {
  /** Something was committed: perhaps an entry waits. */
  committed(): void
  stop(): Promise<void>
}

/** Milliseconds after a commit: many signatures, which leave no entry, are one look. */
const SOON = 100
/** Milliseconds after which it looks by itself: after a failure, or as a new leader. */
const RETRY = 2000

/** Keeps the chain up with the audit. @param mayWork false while another machine does this */
export function startChainer(context: Context, mayWork: () => boolean): Chainer {
  let timer: NodeJS.Timeout | undefined
  let soon = false
  let working: Promise<void> | undefined
  let stopping = false

  function lookIn(milliseconds: number): void {
    clearTimeout(timer)
    timer = setTimeout(look, milliseconds)
    timer.unref()
  }
  function look(): void {
    soon = false
    working = (mayWork() ? chainAudit(context.database) : Promise.resolve())
      .catch((error: unknown) =>
        context.log.warn({ problem: String(error) }, 'audit waits for its hashes'),
      )
      .finally(() => {
        if (!stopping && !soon) lookIn(RETRY)
      })
  }
  look()
  return {
    committed() {
      if (soon || stopping) return
      soon = true
      lookIn(SOON)
    },
    async stop() {
      stopping = true
      clearTimeout(timer)
      await working
    },
  }
}
