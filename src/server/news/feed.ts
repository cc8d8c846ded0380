/**
 * Sends news, in the process that writes, a portion at a time: endorsements are looked at in the
 * order of their ids, and each unit writes the deliveries, the mails in the outbox and how far it
 * has come. Killed at any moment it goes on where it was; a unit that finds the piece elsewhere
 * than where it began has no effect. Only so much waits in the outbox that pausing and cancelling
 * act at once, and visitors' units come between.
 */
import type { Context } from '../context.ts'
import { sql, type Row, type Statement } from '../database/index.ts'
import { keyedHash } from '../endorsements/tokens.ts'
import { newId } from '../ids.ts'
import { notSuppressed } from '../mail/suppression.ts'
import { auditEntry, changed } from '../staff/audit/entry.ts'
import { countReaders, keptAudience, meant, readers, type Audience } from './audience.ts'
import { fallbackOf, type NewsLanguage } from './languages.ts'
import { may } from './states.ts'
import { holdMail, NOT_BEFORE_TOLD, waitingOf } from './stop.ts'

/** Recipients of a unit, and endorsements that are looked at for them at most. */
const PORTION = 100
const SPAN = 20_000
/** Mails of news that wait in the outbox at most: what is sent in a second or two. */
const WINDOW = 1000
/** Milliseconds of a second that it may take, and a unit when the writer is busy. */
const SHARE = 400
const BUSY = 100

type Piece = {
  id: number
  audience: Audience
  cursor: number
  upTo: number
  languages: NewsLanguage[]
}

/** Begins what is due, goes on with what is under way, ends what is done. */
export async function feedNews(context: Context): Promise<void> {
  const under = await context.database.readFresh(
    sql`select * from news where state in ('scheduled', 'sending', 'paused') order by id`,
  )
  for (const row of under) {
    const id = Number(row['id'])
    if (row['state'] === 'paused') await hold(context, id)
    else if (row['state'] === 'scheduled') {
      if (Number(row['due_at']) <= context.now()) await beginSending(context, row)
    } else if (Number(row['cursor']) >= Number(row['up_to'])) await endIfSent(context, id)
    else if (await feed(context, row)) return
  }
}

/** Once a second, and a commit only where something was being tried when it was paused. */
async function hold({ database }: Context, id: number): Promise<void> {
  const tried = await database.firstFresh(
    sql`select 1 from outbox where ${waitingOf(id)} and next_attempt_at < ${NOT_BEFORE_TOLD} limit 1`,
  )
  if (tried) await database.write([holdMail(id)])
}

/** From now on it is for those who are there now. */
async function beginSending(context: Context, row: Row): Promise<void> {
  const now = context.now()
  const id = Number(row['id'])
  const total = await countReaders(context, keptAudience(row['audience']))
  await context.database.write([
    sql`update news set state = 'sending', started_at = ${now}, total = ${total},
        up_to = (select coalesce(max(id), 0) from endorsements) where id = ${id} and ${may('begin')}`,
    auditEntry(
      { who: 'system', what: 'news.start', subject: `news:${id}`, after: { total } },
      now,
      changed,
    ),
  ])
}

/** Ends a piece once nothing of it waits any more. */
async function endIfSent({ database, now }: Context, id: number): Promise<void> {
  const at = now()
  if (await database.firstFresh(sql`select 1 from outbox where ${waitingOf(id)} limit 1`)) return
  await database.write([
    sql`update news set state = 'done', ended_at = ${at} where id = ${id} and ${may('end')} and cursor >= up_to
      and not exists (select 1 from outbox where ${waitingOf(id)})`,
    auditEntry(
      {
        who: 'system',
        what: 'news.end',
        subject: `news:${id}`,
        after: sql`(select json_object('queued', queued) from news where id = ${id})`,
      },
      at,
      changed,
    ),
  ])
}

/** @returns true when it is enough for now: time is up, or enough waits */
async function feed(context: Context, row: Row): Promise<boolean> {
  const until = performance.now() + SHARE
  const piece = await pieceOf(context, row)
  while (piece.cursor < piece.upTo) {
    const room = WINDOW - (await waitingNews(context))
    if (room <= 0) return true
    const started = performance.now()
    const next = await feedPortion(context, piece, Math.min(room, PORTION))
    if (next === undefined) return false
    piece.cursor = next
    if (performance.now() > until || performance.now() - started > BUSY) return true
  }
  return false
}

async function pieceOf({ database }: Context, row: Row): Promise<Piece> {
  const id = Number(row['id'])
  const texts = await database.readFresh(sql`select language from news_texts where news_id = ${id}`)
  return {
    id,
    audience: keptAudience(row['audience']),
    cursor: Number(row['cursor']),
    upTo: Number(row['up_to']),
    languages: texts.map(({ language }) => language as NewsLanguage),
  }
}

async function waitingNews({ database }: Context): Promise<number> {
  const row = await database.firstFresh(
    sql`select count(*) as count from (select 1 from outbox where state = 'waiting' and priority = 2
      and next_attempt_at < ${NOT_BEFORE_TOLD} limit ${WINDOW})`,
  )
  return Number(row!['count'])
}

type Place = Pick<Piece, 'audience' | 'cursor' | 'upTo'>
const furthestOf = ({ cursor, upTo }: Place) => Math.min(upTo, cursor + SPAN)

/** Those who are looked at next: `id` and `email_key`, at most so many. */
export function nextReaders(piece: Place, most: number): Statement {
  return sql`select e.id, e.email_key from ${readers('e')} where ${meant(piece.audience, 'e')}
    and e.id > ${piece.cursor} and e.id <= ${furthestOf(piece)} order by e.id limit ${most}`
}

/** @returns how far it came; undefined when the piece is not where it was, or is not being sent any more */
async function feedPortion(
  context: Context,
  piece: Piece,
  most: number,
): Promise<number | undefined> {
  const found = await context.database.readFresh(nextReaders(piece, most))
  const next = found.length < most ? furthestOf(piece) : Number(found.at(-1)!['id'])
  const results = await context.database.write(portionUnit(context, piece, found, next))
  return results.at(-1)!.rowsAffected > 0 ? next : undefined
}

function portionUnit(context: Context, piece: Piece, found: Row[], next: number): Statement[] {
  const now = context.now()
  const { id, audience, cursor, languages } = piece
  // A JSON array of [endorsement, e-mail key, keyed hash of it, id of the mail].
  const rows = JSON.stringify(found.map((row) => recipientOf(context, id, row)))
  const here = sql`exists (select 1 from news where id = ${id} and state = 'sending' and cursor = ${cursor})`
  const reader = sql`json_each(${rows}) r cross join endorsements e on e.id = r.value->>0 and e.email_key = r.value->>1
    and ${meant(audience, 'e')}`
  const language = sql`iif(e.language in (select value from json_each(${JSON.stringify(languages)})), e.language, ${fallbackOf(languages)})`
  return [
    sql`insert into news_deliveries (news_id, endorsement_id, recipient, mail)
      select ${id}, e.id, r.value->>2, r.value->>3 from ${reader} where ${here} and ${notSuppressed(sql`e.email_key`)} on conflict do nothing`,
    sql`insert into outbox (id, message, priority, recipient, recipient_key, language, params, next_attempt_at, created_at)
      select r.value->>3, 'news', 2, e.email, e.email_key, ${language}, json_object('news', ${id}, 'endorsement', e.id, 'kind', e.kind),
        ${now}, ${now} from ${reader} join news_deliveries d on d.news_id = ${id} and d.endorsement_id = e.id
        and d.mail = r.value->>3 where ${here}`,
    sql`update news set queued = queued + changes(), cursor = ${next}
      where id = ${id} and state = 'sending' and cursor = ${cursor}`,
  ]
}

function recipientOf(context: Context, piece: number, row: Row): (string | number)[] {
  const key = String(row['email_key'])
  const { secretKey } = context.config
  return [
    Number(row['id']),
    key,
    keyedHash(secretKey, 'news', `${piece} ${key}`),
    newId(context.now()),
  ]
}
