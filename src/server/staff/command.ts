/** `npm run accede -- staff …` */
import { ROLES } from '../../../db/words.ts'
import type { Database } from '../database/index.ts'
import { parseEmail } from '../endorsements/email-address.ts'
import type { StaffRole } from './accounts.ts'
import { chainAudit } from './audit/chain.ts'
import { createAccount } from './create.ts'

export type StaffOptions = { email?: string; role?: string; 'password-stdin'?: boolean }

/** @returns the exit code */
export async function staffCommand(
  database: Database,
  [verb, ...more]: string[],
  options: StaffOptions,
): Promise<number> {
  if (verb !== 'create' || more.length > 0) {
    console.error('There is no such command of staff; there is: staff create')
    return 2
  }
  const code = await create(database, options)
  // Where the site does not run, nobody else does it.
  await chainAudit(database)
  return code
}

async function create(database: Database, options: StaffOptions): Promise<number> {
  const email = parseEmail(options.email ?? '')
  const role = ROLES.find((one) => one === options.role)
  if (typeof email === 'string') return refuse('--email takes an address such as name@example.org')
  if (!role) return refuse(`--role takes ${ROLES.join(', ')}`)
  if (!options['password-stdin']) return refuse('--password-stdin reads the password, one line')
  const password = await firstLine()
  if ([...password].length < SHORTEST)
    return refuse(`The password has fewer than ${SHORTEST} characters`)
  return made(await createAccount({ database, now: Date.now }, { email, role, password }), role)
}

const SHORTEST = 15

function made(done: boolean, role: StaffRole): number {
  if (done) console.log(`The account is made, with the role ${role}.`)
  else console.error('There is an account of that address.')
  return done ? 0 : 1
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
