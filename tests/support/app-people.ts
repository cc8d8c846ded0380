/** The life of an endorsement at the level of the services: forms, mails and their links. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Posted } from '../../src/server/endorsements/form.ts'
import type { Verb } from '../../src/server/endorsements/staff-decisions.ts'
import type { Visitor } from '../../src/server/endorsements/submission.ts'
import { sql } from '../../src/server/database/index.ts'
import { readMail } from '../../src/server/mail/mailbox.ts'
import type { TestApp } from './app.ts'

export const visitor: Visitor = { language: 'en', network: '192.0.2' }

/** A form of a person, filled in as it should be, with a key of its own. */
export const personForm = (app: TestApp, fields: Posted = {}): Posted => ({
  formKey: app.endorsements.newFormKey(),
  texts: ['convention'],
  name: 'Ana Pereira',
  email: 'ana@example.org',
  country: 'PT',
  visibility: 'public',
  consent: 'on',
  ...fields,
})

/** A form of an organisation, filled in as it should be, with a key of its own. */
export const organisationForm = (app: TestApp, fields: Posted = {}): Posted => ({
  formKey: app.endorsements.newFormKey(),
  texts: ['convention'],
  organisationName: 'Open Harbour',
  organisationType: 'ngo',
  website: 'https://harbour.example',
  country: 'PT',
  contactName: 'Rui Costa',
  email: 'rui@harbour.example',
  authority: 'on',
  consent: 'on',
  ...fields,
})

export type Link = { to: string; purpose: 'confirm' | 'manage'; token: string; subject: string }

/** Reads the links of the mails that have come since the last time, once all are sent. */
export function linkReader(app: TestApp): () => Promise<Link[]> {
  const folder = join(app.config.dataDir, 'mailbox')
  const seen = new Set<string>()
  return async () => {
    await mailsSent(app)
    const fresh = readMailboxFiles(folder).filter((file) => !seen.has(file))
    fresh.forEach((file) => seen.add(file))
    const mails = await Promise.all(
      fresh.map((file) => readMail(app.config.dataDir, file.slice(0, -4))),
    )
    return mails.flatMap((mail) => {
      const [, purpose, token] = /\/(confirm|manage)\/(\S{43})\s/.exec(mail!.text) ?? []
      if (!token) return []
      return [{ to: mail!.to, purpose: purpose as Link['purpose'], token, subject: mail!.subject }]
    })
  }
}

async function mailsSent(app: TestApp): Promise<void> {
  const waiting = () =>
    app.context.database.first(sql`select 1 from outbox where state = 'waiting' limit 1`)
  while (await waiting()) await pause(1)
}

function readMailboxFiles(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.eml'))
  } catch {
    return []
  }
}

/** Staff and owners at the level of the services. */
export function desk(app: TestApp) {
  const newLinks = linkReader(app)
  const rowOf = (email: string) =>
    app.context.database.first(sql`select * from endorsements where email = ${email}`)
  return {
    newLinks,
    rowOf,
    total: async () => (await app.register.counts()).total,
    decide: async (email: string, verb: Verb, reason = 'because') =>
      app.endorsements.decide(Number((await rowOf(email))!['id']), {
        verb,
        reason,
        by: 'staff@example.org',
      }),
    decisions: async (email: string) => {
      const rows = await app.context.database.read(
        sql`select verb from decisions where endorsement_id = (select id from endorsements where email = ${email}) order by id`,
      )
      return rows.map((row) => row['verb'])
    },
    /** Submits a form and confirms it. @returns the links of the mails after that */
    async confirmed(form: Posted): Promise<Link[]> {
      if ('organisationName' in form) await app.organisations.submit(form, visitor)
      else await app.endorsements.submit(form, visitor)
      for (const { token } of await newLinks()) await app.endorsements.confirm(token, {})
      return newLinks()
    },
  }
}
