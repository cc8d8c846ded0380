/** The thread of the local mailbox: composes mails and writes them to files. */
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { domainToASCII } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import nodemailer from 'nodemailer'
import type { Done, Job } from './mailbox.ts'
import type { Outgoing } from './transport.ts'

const folder = String(workerData)
const composer = nodemailer.createTransport({
  streamTransport: true,
  buffer: true,
  newline: 'windows',
})

parentPort!.on('message', ({ id, mail }: Job) => {
  write(mail).then(
    () => parentPort!.postMessage({ id } satisfies Done),
    ({ message, code }: NodeJS.ErrnoException) =>
      parentPort!.postMessage({ id, problem: { message, code } } satisfies Done),
  )
})

async function write(mail: Outgoing): Promise<void> {
  await mkdir(folder, { recursive: true })
  const { message } = await composer.sendMail(composed(mail))
  // A reader never sees half a mail.
  const path = join(folder, `${mail.id}.eml`)
  await writeFile(`${path}.part`, message as Buffer)
  await rename(`${path}.part`, path)
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
