/**
 * Sends what waits in the outbox, oldest first. Runs in the process that writes, woken by every
 * change that queues a mail and once a second besides. A row is marked after its mail was taken
 * over: killed in between, it sends once more, with the same id.
 */
import type { Context } from '../context.ts'
import { MINUTE } from '../context.ts'
import { raw, sql, type Row } from '../database/index.ts'
import { unseal } from '../endorsements/tokens.ts'
import { mailIsPaused } from '../settings.ts'
import { countFailure, countSent } from './mail-figures.ts'
import { renderMail } from './render.ts'
import { LINKS, type MailMessage } from './outbox.ts'
import type { Outgoing, Transport } from './transport.ts'

const AT_ONCE = 100
/** Mails that are rendered in one turn of the event loop. */
const TOGETHER = 5
const MOST_ATTEMPTS = 12
const POLL = 1000
/** Milliseconds that it leaves a database alone that did not answer: visitors' units wait behind its own. */
const REST = 5000

export type MailWorker = {
  wake(): void
  /** Ends after the mails under way; nothing is lost, the rest waits in the outbox. */
  stop(): Promise<void>
}

/** @param mayWork false while another machine does this */
export function startMailWorker(
  context: Context,
  transport: Transport,
  mayWork: () => boolean = () => true,
): MailWorker {
  let stopping = false
  let woken = false
  let working: Promise<void> | undefined
  let restsUntil = 0

  async function work(): Promise<void> {
    do {
      woken = false
      while (!stopping && (await sendDue(context, transport)) === AT_ONCE);
    } while (woken && !stopping)
    working = undefined
  }
  function wake(): void {
    woken = true
    if (!stopping && mayWork() && performance.now() >= restsUntil)
      working ??= work().catch((error: unknown) => giveWay(error))
  }
  function giveWay(error: unknown): void {
    working = undefined
    restsUntil = performance.now() + REST
    context.log.warn({ problem: String(error) }, 'outbox waits')
  }
  const timer = setInterval(wake, POLL)
  timer.unref()
  return {
    wake,
    async stop() {
      stopping = true
      clearInterval(timer)
      await working
    },
  }
}

/**
 * Sends the mails that are due, at most a hundred; while mail is paused, only those that people
 * need to confirm. @returns how many there were
 */
export async function sendDue(context: Context, transport: Transport): Promise<number> {
  const paused = raw(mailIsPaused(context) ? 'and priority = 0' : '')
  const due = await context.database.readFresh(
    sql`select id, message, recipient, language, params, sealed_token, attempts from outbox
      where state = 'waiting' and next_attempt_at <= ${context.now()} ${paused} order by priority, next_attempt_at limit ${AT_ONCE}`,
  )
  const sent: (string | undefined)[] = []
  for (let from = 0; from < due.length; from += TOGETHER) {
    const some = due.slice(from, from + TOGETHER)
    sent.push(...(await Promise.all(some.map((row) => sendOne(context, transport, row)))))
    // Where one process does everything, visitors come between.
    await new Promise(setImmediate)
  }
  await markSent(
    context,
    sent.filter((id) => id !== undefined),
  )
  return due.length
}

/** @returns the mail's id once it is taken over, undefined when it must wait */
async function sendOne(
  context: Context,
  transport: Transport,
  row: Row,
): Promise<string | undefined> {
  const id = String(row['id'])
  try {
    await transport.send(toOutgoing(context, row))
    return id
  } catch (error) {
    context.log.warn(
      { mail: id, problem: (error as NodeJS.ErrnoException).code ?? 'failed' },
      'mail not sent',
    )
    await putOff(context, id, Number(row['attempts']) + 1, error)
    return undefined
  }
}

async function markSent(context: Context, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await context.database.write([
    ...countSent(JSON.stringify(ids), context.now()),
    sql`update outbox set state = 'sent', sent_at = ${context.now()}, attempts = attempts + 1, sealed_token = null,
      last_error = null where state = 'waiting' and id in (select value from json_each(${JSON.stringify(ids)}))`,
  ])
}

/** Waits 5 s, 10 s, 20 s … at most an hour, with jitter; after the twelfth failure it is given up. */
async function putOff(
  context: Context,
  id: string,
  attempts: number,
  error: unknown,
): Promise<void> {
  const wait = Math.min(5000 * 2 ** (attempts - 1), 60 * MINUTE) * (0.75 + Math.random() / 2)
  await context.database.write([
    countFailure(attempts >= MOST_ATTEMPTS ? 'dead' : 'failed', context.now()),
    sql`update outbox set attempts = ${attempts}, last_error = ${String((error as Error).message).slice(0, 300)},
      next_attempt_at = ${context.now() + Math.round(wait)},
      state = ${attempts >= MOST_ATTEMPTS ? 'dead' : 'waiting'} where id = ${id}`,
  ])
}

function toOutgoing({ config }: Context, row: Row): Outgoing {
  const message = row['message'] as MailMessage
  const token =
    row['sealed_token'] === null ? '' : unseal(config.secretKey, String(row['sealed_token']))
  const rendered = renderMail({
    message,
    language: String(row['language']),
    params: JSON.parse(String(row['params'])),
    link: [config.siteUrl, LINKS[message], token].filter(Boolean).join('/'),
    siteUrl: config.siteUrl,
  })
  return {
    id: String(row['id']),
    from: config.mailFrom,
    to: String(row['recipient']),
    ...rendered,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}
