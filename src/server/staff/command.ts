/** `npm run accede -- staff …` */
import { ROLES } from '../../../db/words.ts'
import type { Config } from '../config.ts'
import { sql, type Database } from '../database/index.ts'
import { parseEmail, type EmailAddress } from '../endorsements/email-address.ts'
import { translator } from '../messages/index.ts'
import { chainAudit } from './audit/chain.ts'
import { createAccount } from './create.ts'
import { newLink, type LinkPurpose } from './links.ts'
import { auditEntry } from './audit/entry.ts'
import { passwordProblem } from './password-rules.ts'
import { prepare } from './people/invite.ts'

export type StaffOptions = { email?: string; role?: string; 'password-stdin'?: boolean }
type Given = { database: Database; config: Config; options: StaffOptions; now: () => number }

const VERBS: Record<string, (given: Given) => Promise<number>> = {
  create,
  reset,
  'reset-factors': resetFactors,
  list,
}

/** @returns the exit code */
export async function staffCommand(
  database: Database,
  [name = '', ...more]: string[],
  options: StaffOptions,
  config: Config,
): Promise<number> {
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
  if (!verb || more.length > 0)
    return refuse(`There is no such command of staff; there are: ${Object.keys(VERBS).join(', ')}`)
  const code = await verb({ database, config, options, now: Date.now })
  // Where the site does not run, nobody else does it.
  await chainAudit(database)
  return code
}

async function create(given: Given): Promise<number> {
  const { options, database, now } = given
  const email = addressOf(options)
  const role = ROLES.find((one) => one === options.role)
  if (!email) return refuse(WHICH)
  if (!role) return refuse(`--role takes ${ROLES.join(', ')}`)
  if (!options['password-stdin']) {
    const { token, statements, made } = prepare(given, { email, role, by: 'operator' }, sql`true`)
    return printLink(given, 'invitation', token, [...statements, sql`select ${made} as made`])
  }
  const password = await firstLine()
  const site = translator('en')('site.name')
  const problem = await passwordProblem(password, [email.address, site, 'accede'])
  if (problem) return refuse(translator('en')(problem))
  const done = await createAccount({ database, now }, { email, role, password })
  if (done) console.log(`The account is made, with the role ${role}.`)
  else console.error('There is an account of that address.')
  return done ? 0 : 1
}

/** A link to choose a new password, for whoever gets no mail. */
async function reset(given: Given): Promise<number> {
  const email = addressOf(given.options)
  if (!email) return refuse(WHICH)
  const now = given.now()
  const id = sql`(select id from staff where email_key = ${email.key} and state = 'active')`
  const link = newLink('reset', id, now, sql`${id} is not null`)
  const entry = {
    who: 'operator',
    what: 'password.forget',
    subject: sql`'staff:' || ${id}`,
  } as const
  return printLink(given, 'reset', link.token, [
    ...link.statements,
    auditEntry(entry, now, sql`${id} is not null`),
    sql`select ${id} is not null as made`,
  ])
}

async function printLink(
  { database, config }: Given,
  purpose: LinkPurpose,
  token: string,
  unit: Parameters<Database['write']>[0],
): Promise<number> {
  const results = await database.write(unit)
  if (!results.at(-1)!.rows[0]?.['made']) {
    const words = { invitation: 'There is an account of that address.', reset: NOBODY }
    console.error(words[purpose])
    return 1
  }
  console.log(
    `Pass this link on to its owner; it works once:\n${config.siteUrl}/staff/${purpose}/${token}`,
  )
  return 0
}

/** For whoever has lost both the app and the recovery codes, and has no admin to ask. */
async function resetFactors({ database, options, now }: Given): Promise<number> {
  const email = addressOf(options)
  if (!email) return refuse(WHICH)
  const id = sql`(select id from staff where email_key = ${email.key} and state in ('active', 'suspended'))`
  const entry = {
    who: 'operator',
    what: 'staff.resetFactors',
    subject: sql`'staff:' || ${id}`,
  } as const
  const results = await database.write([
    auditEntry(entry, now(), sql`${id} is not null`),
    sql`update staff set totp_secret = null, changed_at = ${now()} where id = ${id}`,
    ...['staff_passkeys', 'staff_recovery_codes', 'staff_sessions'].map((table) => ({
      sql: `delete from ${table} where staff_id = ${id.sql}`,
      args: id.args,
    })),
  ])
  if (results[0]!.rowsAffected === 0) console.error(NOBODY)
  else console.log('Second factors and sessions are gone; at the next sign-in a new one is set up.')
  return results[0]!.rowsAffected === 0 ? 1 : 0
}

async function list({ database }: Given): Promise<number> {
  const rows = await database.readFresh(sql`select email, role, state from staff order by email`)
  for (const row of rows) console.log(`${row['email']}  ${row['role']}  ${row['state']}`)
  return 0
}

const WHICH = '--email takes an address such as name@example.org'
const NOBODY = 'There is no active account of that address.'

function addressOf({ email }: StaffOptions): EmailAddress | undefined {
  const parsed = parseEmail(email ?? '')
  return typeof parsed === 'object' ? parsed : undefined
}

function refuse(words: string): number {
  console.error(words)
  return 2
}

async function firstLine(): Promise<string> {
  let text = ''
  for await (const chunk of process.stdin) text += String(chunk)
  return text.split(/\r?\n/)[0]!
}
