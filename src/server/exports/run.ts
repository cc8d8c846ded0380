/**
 * Makes the exports that wait, one after the other, in a thread beside the process that writes. How
 * far it is stands in its row, which is also how it hears that nobody wants it any more: its owner
 * stopped it, or signed out. Killed at any moment, it is begun again.
 */
import type { Context } from '../context.ts'
import { isFile } from '../database/connect.ts'
import { sql, type Row, type Statement } from '../database/index.ts'
import { auditEntry, changed } from '../staff/audit/entry.ts'
import type { Asked } from './ask.ts'
import { spoken } from './choices.ts'
import { newFolder, removeFolder } from './folder.ts'
import type { Order } from './make.ts'
import { keepParts } from './parts.ts'
import { startThread, type Thread } from './thread.ts'
import type { Told } from './worker.ts'

/** Times that one is begun: what kills its process again and again is given up. */
const MOST_ATTEMPTS = 3
/** Milliseconds between two looks at the row. */
const LOOK = 500

/** @param signal aborted when the site stops: what is being made then is made anew */
export async function runExports(context: Context, signal: AbortSignal): Promise<void> {
  // Asked every second: most of the time there is nothing, and nothing is written.
  const any = await context.database.firstFresh(
    sql`select 1 from exports where state in ('waiting', 'making') and session_id <> '' limit 1`,
  )
  if (!any) return
  await context.database.write(takeUpAgain(context.now()))
  // Another machine may have taken over meanwhile.
  while (!signal.aborted && context.database.leads()) {
    const row = await context.database.firstFresh(
      sql`select * from exports where state = 'waiting' order by id limit 1`,
    )
    if (!row) return
    await run(context, row, signal)
  }
}

/** Only one is made at a time, so what is being made when nothing runs was left by a process that is gone. */
const takeUpAgain = (now: number): Statement[] => [
  sql`update exports set state = iif(attempts < ${MOST_ATTEMPTS}, 'waiting', 'failed'), problem = 'again',
    ended_at = iif(attempts < ${MOST_ATTEMPTS}, null, ${now}) where state = 'making' and session_id <> ''`,
]

async function run(context: Context, row: Row, signal: AbortSignal): Promise<void> {
  const { config, database, settings } = context
  const id = Number(row['id'])
  const [begun] = await database.write([
    sql`update exports set state = 'making', attempts = attempts + 1, stage = 'rows', done = 0, total = 0, problem = null
      where id = ${id} and state = 'waiting' and attempts = ${Number(row['attempts'])}`,
  ])
  // Stopped in between, or begun by another machine.
  if (begun!.rowsAffected === 0) return
  row['attempts'] = Number(row['attempts']) + 1
  const order = await orderOf(context, row, settings.get('sample') === 'on')
  const thread = startThread({ config, order, folder: await newFolder(config, id) })
  try {
    const ended = await watch(context, order, thread, signal)
    if (ended) await end(context, order, ended)
  } finally {
    await thread.stop()
    if (!(await isDone(context, id))) await removeFolder(config, id)
  }
}

/** What the thread needs to know. @param sample whether the data are made up */
export async function orderOf(
  { database }: Pick<Context, 'database'>,
  row: Row,
  sample: boolean,
): Promise<Order> {
  const last = await database.firstFresh(
    sql`select id, as_of from exports where scope = ${String(row['scope'])} and state in ('done', 'gone')
      and as_of is not null order by as_of desc limit 1`,
  )
  return {
    id: Number(row['id']),
    asked: JSON.parse(String(row['asked'])) as Asked,
    attempt: Number(row['attempts']),
    askedBy: String(row['asked_by']),
    askedAt: Number(row['asked_at']),
    last: last && { id: Number(last['id']), asOf: Number(last['as_of']) },
    sample,
  }
}

/** @returns what the thread said last; undefined when nobody wants it any more, or the site stops */
async function watch(
  context: Context,
  order: Order,
  thread: Thread,
  signal: AbortSignal,
): Promise<Told | undefined> {
  for (;;) {
    const ended = await thread.endedWithin(LOOK)
    if (ended) return ended
    if (signal.aborted || !context.database.leads()) return undefined
    const { stage, done, total } = thread.progress()
    const [, going] = await context.database.write([
      endWithSession(order.id, context.now()),
      sql`update exports set stage = ${stage}, done = ${done}, total = ${total} where ${beingMade(order)}`,
    ])
    if (going!.rowsAffected === 0) return undefined
  }
}

/** A condition: what this thread makes, and not what another was set to make anew. */
const beingMade = ({ id, attempt }: Order): Statement =>
  sql`id = ${id} and state = 'making' and attempts = ${attempt}`

/** Whoever is not signed in any more has no use for it. */
const endWithSession = (id: number, now: number): Statement =>
  sql`update exports set state = 'cancelled', ended_at = ${now} where id = ${id} and state = 'making'
    and not exists (select 1 from staff_sessions s where s.id = session_id and s.ends_at > ${now} and s.expires_at > ${Math.floor(now / 1000)})`

async function end(context: Context, order: Order, told: Told): Promise<void> {
  const { database, log } = context
  if ('made' in told) {
    if (!context.database.leads()) return
    if (!isFile(context.config)) await keepParts(context, order.id)
    await database.write(finishUnit(context, order, told))
  } else if ('failed' in told) {
    log.warn({ export: order.id, problem: told.failed }, 'an export failed')
    await database.write([
      sql`update exports set state = 'failed', problem = ${told.code === 'ENOSPC' ? 'disk' : 'made'}, ended_at = ${context.now()}
        where ${beingMade(order)}`,
    ])
  }
}

/** The export is there, and the audit has the hash of its manifest. */
export function finishUnit(
  { now }: Pick<Context, 'now'>,
  order: Order,
  { made, bytes }: Extract<Told, { made: unknown }>,
): Statement[] {
  const { manifest, manifestHash, asOf } = made
  const { preset, formats, query, sinceLast } = order.asked
  const { rows } = manifest.figures
  return [
    sql`update exports set state = 'done', as_of = ${asOf}, rows = ${rows}, bytes = ${bytes},
      manifest_hash = ${manifestHash}, ended_at = ${now()} where ${beingMade(order)}`,
    auditEntry(
      {
        who: sql`${order.askedBy}`,
        what: 'export.finish',
        subject: `export:${order.id}`,
        after: {
          manifest: manifestHash,
          ...{ rows, preset, query: spoken(query), sinceLast },
          formats: formats.join(' '),
          asOf: manifest.asOf,
        },
      },
      now(),
      changed,
    ),
  ]
}

async function isDone({ database }: Context, id: number): Promise<boolean> {
  return Boolean(
    await database.firstFresh(sql`select 1 from exports where id = ${id} and state = 'done'`),
  )
}
