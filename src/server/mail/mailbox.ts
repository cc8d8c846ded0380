/**
 * The local mailbox: each mail is a file `DATA_DIR/mailbox/<id>.eml` (RFC 5322), and the page
 * /mailbox shows them. For development, demonstrations and tests; nothing leaves the machine.
 */
import { readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import PostalMime from 'postal-mime'
import type { Outgoing, Transport, Verdict } from './transport.ts'

export type Job = { id: number; mail: Outgoing }
export type Done = { id: number; problem?: { message: string; code: string | undefined } }

/** It stands for a mail service elsewhere, so its work is not done by the thread that writes. */
export function mailboxTransport(dataDir: string): Transport {
  const folder = join(dataDir, 'mailbox')
  const waiting = new Map<number, PromiseWithResolvers<undefined>>()
  let lastId = 0
  let thread: Worker | undefined

  function start(): Worker {
    const started = new Worker(new URL('./mailbox-thread.ts', import.meta.url), {
      workerData: folder,
    })
    started.unref()
    started.on('message', ({ id, problem }: Done) => settle(id, problem))
    started.on('error', (error) => {
      thread = undefined
      for (const id of [...waiting.keys()]) settle(id, { message: error.message, code: undefined })
    })
    return started
  }
  function settle(id: number, problem: Done['problem']): void {
    const one = waiting.get(id)
    waiting.delete(id)
    if (problem) one?.reject(Object.assign(new Error(problem.message), { code: problem.code }))
    else one?.resolve(undefined)
  }
  function write(mail: Outgoing): Promise<Verdict> {
    const id = ++lastId
    const one = Promise.withResolvers<undefined>()
    waiting.set(id, one)
    thread ??= start()
    thread.postMessage({ id, mail } satisfies Job)
    return one.promise.then(
      () => ({ outcome: 'sent', providerId: null }),
      ({ message }: Error) => ({ outcome: 'failed', problem: message }),
    )
  }
  return {
    most: 100,
    atOnce: 1,
    turn: async () => () => {},
    // A file is named by its mail: one that is written again is the same file.
    send: (mails) => Promise.all(mails.map(write)),
    find: async () => new Map(),
    news: () => ({}),
  }
}

export type MailboxEntry = { id: string; at: number; to: string; subject: string }
export type MailboxMail = MailboxEntry & { text: string; html: string }

/** The newest mails of the local mailbox. */
export async function readMailbox(dataDir: string, most = 50): Promise<MailboxEntry[]> {
  const folder = join(dataDir, 'mailbox')
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.eml'))
  const dated = await Promise.all(
    files.map(async (file) => ({ file, at: (await stat(join(folder, file))).mtimeMs })),
  )
  const newest = dated.sort((a, b) => b.at - a.at).slice(0, most)
  return Promise.all(newest.map(async ({ file }) => (await readMail(dataDir, file.slice(0, -4)))!))
}

/** One mail, or undefined. @param id the outbox row's id (a UUID) */
export async function readMail(dataDir: string, id: string): Promise<MailboxMail | undefined> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return undefined
  const path = join(dataDir, 'mailbox', `${id}.eml`)
  const raw = await readFile(path).catch(() => undefined)
  if (!raw) return undefined
  const mail = await PostalMime.parse(raw)
  return {
    id,
    at: (await stat(path)).mtimeMs,
    to: mail.to?.map(({ address }) => address).join(', ') ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
  }
}
