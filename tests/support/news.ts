/** News at the level of the services: readers, pieces, and what reaches whom. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from '../../src/server/database/index.ts'
import type { Posted } from '../../src/server/endorsements/form.ts'
import { readMail, type MailboxMail } from '../../src/server/mail/mailbox.ts'
import { feedNews } from '../../src/server/news/feed.ts'
import type { TestApp } from './app.ts'
import { organisationForm, personForm, visitor, linkReader } from './app-people.ts'
import { until } from './until.ts'

const staff = { id: 1, email: 'editor@staff.example', network: '192.0.2' }
export const editor = { ...staff, role: 'editor' } as const
export const admin = { ...staff, role: 'admin' } as const

export const words = {
  language: 'en',
  subject: 'The Convention in Lisbon',
  body: '# What happened\n\nIt was **good**. [Read more](https://example.org/lisbon).',
}

/** Signs, confirms and, unless told otherwise, asks for news. @returns the manage token */
export async function reader(app: TestApp, email: string, fields: Posted = {}): Promise<string> {
  const newLinks = linkReader(app)
  const before = new Set((await newLinks()).map(({ token }) => token))
  const form = { email, updates: 'on', ...fields }
  const { outcome } =
    'organisationName' in fields
      ? await app.organisations.submit(organisationForm(app, form), visitor)
      : await app.endorsements.submit(personForm(app, form), visitor)
  if (outcome !== 'accepted') throw new Error(`The form of ${email} was ${outcome}`)
  for (const { token } of await newLinks())
    if (!before.has(token)) await app.endorsements.confirm(token, {})
  const links = await newLinks()
  return links.find(({ purpose }) => purpose === 'manage')!.token
}

/** A draft. @returns its id */
export async function draft(app: TestApp, more: Posted = {}): Promise<number> {
  const begun = await app.news.begin(editor, { formKey: app.news.newFormKey(), ...words, ...more })
  if (begun.outcome !== 'saved') throw new Error(JSON.stringify(begun))
  return begun.id
}

/** Says that a draft shall be sent now. */
export async function send(app: TestApp, id: number, more: Posted = {}): Promise<void> {
  const { revision } = (await app.news.view(id))!
  const outcome = await app.news.schedule(editor, id, {
    revision: String(revision),
    when: 'now',
    ...more,
  })
  if (outcome !== 'scheduled') throw new Error(outcome)
}

/** Lets it go on until it has ended. */
export async function untilSent(app: TestApp, id: number): Promise<void> {
  await until(async () => {
    await feedNews(app.context)
    return (await app.news.view(id))!.state === 'done'
  }, 'the piece to be sent')
}

/** The mails of news in the mailbox, by their recipient. */
export async function newsIn(app: Pick<TestApp, 'config'>): Promise<MailboxMail[]> {
  const folder = join(app.config.dataDir, 'mailbox')
  const mails = await Promise.all(
    readdirSync(folder)
      .filter((file) => file.endsWith('.eml'))
      .map((file) => readMail(app.config.dataDir, file.slice(0, -4))),
  )
  return mails
    .filter((mail): mail is MailboxMail => mail !== undefined && /\/unsubscribe\//.test(mail.text))
    .sort((one, other) => (one.to < other.to ? -1 : 1))
}

export const recipientsOf = (mails: MailboxMail[]): string[] => mails.map(({ to }) => to)

/** Waits until a mail has left that was queued now: whatever was due before it has had its turn. */
export async function otherMailLeaves(app: TestApp): Promise<void> {
  const email = 'somebody.else@example.org'
  await app.endorsements.submit(personForm(app, { email }), visitor)
  await until(
    async () =>
      app.context.database.firstFresh(
        sql`select 1 from outbox where recipient = ${email} and state = 'sent'`,
      ),
    'other mail to leave',
  )
}

/** The token of a mail's link. */
export const tokenIn = ({ text }: MailboxMail): string => /\/unsubscribe\/([\w-]+)/.exec(text)![1]!

/** What waits in the outbox of a piece. */
export async function waitingFor(app: TestApp, id: number): Promise<number> {
  const row = await app.context.database.firstFresh(
    sql`select count(*) as n from outbox where message = 'news' and state = 'waiting' and params->>'news' = ${id}`,
  )
  return Number(row!['n'])
}
