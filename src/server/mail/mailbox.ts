/**
 * The local mailbox: each mail is a file `DATA_DIR/mailbox/<id>.eml` (RFC 5322), and the page
 * /mailbox shows them. For development, demonstrations and tests; nothing leaves the machine.
 */
import { mkdir, readFile, readdir, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { domainToASCII } from 'node:url'
import nodemailer from 'nodemailer'
import PostalMime from 'postal-mime'
import type { Outgoing, Transport } from './transport.ts'

export function mailboxTransport(dataDir: string): Transport {
  const folder = join(dataDir, 'mailbox')
  const composer = nodemailer.createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
  })
  return {
    async send(mail) {
      await mkdir(folder, { recursive: true })
      const { message } = await composer.sendMail(composed(mail))
      // A reader never sees half a mail.
      const path = join(folder, `${mail.id}.eml`)
      await writeFile(`${path}.part`, message as Buffer)
      await rename(`${path}.part`, path)
    },
  }
}

function composed({ id, to, ...mail }: Outgoing) {
  const at = to.lastIndexOf('@')
  return {
    ...mail,
    to: { name: '', address: `${to.slice(0, at)}@${domainToASCII(to.slice(at + 1))}` },
    messageId: `<${id}@${domainOf(mail.from)}>`,
  }
}

const domainOf = (from: string) => /@([^\s<>@]+?)>?$/.exec(from)?.[1] ?? 'localhost'

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
