/** `npm run accede -- …`: what operators do from a terminal. */
import { parseArgs } from 'node:util'
import { contentDir, loadConfig, WrongEnvironment, type Config } from './config.ts'
import { openForCommand, sql, type Database } from './database/index.ts'
import { verifyTally } from './register/verify.ts'
import { retentionCommand } from './retention/command.ts'
import { readSetting, SETTINGS, writeSetting, type Setting } from './settings.ts'
import { chainAudit } from './staff/audit/chain.ts'
import { auditEntry } from './staff/audit/entry.ts'
import { verifyAudit } from './staff/audit/verify.ts'
import { staffCommand, type StaffOptions } from './staff/command.ts'

const HELP = `accede: commands for operators

  npm run accede -- settings                  show the settings
  npm run accede -- settings KEY VALUE        set one: ${Object.keys(SETTINGS).join(', ')}
  npm run accede -- staff create --email ADDRESS --role admin|editor|viewer [--password-stdin]
                                              make an account: print a link to join, or read the
                                              password from standard input
  npm run accede -- staff list                the accounts, their roles and states
  npm run accede -- staff reset --email ADDRESS
                                              print a link to choose a new password
  npm run accede -- staff reset-factors --email ADDRESS
                                              take the second factors away from one who lost them
  npm run accede -- text import FILE --text convention --edition 1.0 --language en [--dry-run]
                                              bring in the official text; text --help says more
  npm run accede -- import FILE --what individual --title NAME [--dry-run]
                                              bring in a list of signatures; import --help says more
  npm run accede -- export --preset delivery --format csv --output FILE.zip
                                              write a list to be handed over; export --help says more
  npm run accede -- verify FILE.zip           hold such a list against its manifest
  npm run accede -- retention [--dry-run]     let go what is kept no longer, or count what would go
  npm run accede -- verify                    hold the counts against the register, and the audit
                                              against its chain
  npm run accede -- --help                    this text

They work on the same DATA_DIR and DATABASE_URL as the site, whether it runs or not.`

type Command = (
  database: Database,
  args: string[],
  options: StaffOptions & { 'dry-run'?: boolean | undefined },
  config: Config,
) => Promise<number>

const COMMANDS: Record<string, Command> = {
  settings,
  staff: staffCommand,
  retention: retentionCommand,
  verify,
}

/** @returns the exit code */
async function run(argv: string[]): Promise<number> {
  // Texts are files: this needs no database, and reads formats that nothing else needs.
  if (argv[0] === 'text')
    return (await import('./texts/import/command.ts')).textCommand(
      contentDir(process.env),
      argv.slice(1),
    )
  if (argv[0] === 'import')
    return (await import('./imports/command.ts')).importCommand(argv.slice(1))
  if (argv[0] === 'export' || (argv[0] === 'verify' && argv[1] && !argv[1].startsWith('-')))
    return exported(argv)
  const { positionals, values } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      email: { type: 'string' },
      role: { type: 'string' },
      'password-stdin': { type: 'boolean' },
      'dry-run': { type: 'boolean' },
    },
  })
  const [name = '', ...args] = positionals
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (values.help || !command) {
    console.log(HELP)
    return values.help || name === '' ? 0 : 2
  }
  const config = loadConfig(process.env)
  const database = await openForCommand(config)
  try {
    return await command(database, args, values, config)
  } finally {
    await database.close()
  }
}

/** What writes lists is large; only those who want one load it. */
async function exported([name, ...args]: string[]): Promise<number> {
  const { exportCommand, verifyCommand } = await import('./exports/command.ts')
  const config = loadConfig(process.env)
  return name === 'export' ? exportCommand(config, args) : verifyCommand(config, args[0]!)
}

async function settings(database: Database, [key, value, ...more]: string[]): Promise<number> {
  if (key === undefined) {
    for (const name of Object.keys(SETTINGS) as Setting[])
      console.log(`${name}  ${(await readSetting({ database }, name)) ?? '(not set)'}`)
    return 0
  }
  if (!Object.hasOwn(SETTINGS, key) || value === undefined) {
    console.error(`There is no such setting; there are: ${Object.keys(SETTINGS).join(', ')}`)
    return 2
  }
  if (more.length > 0) {
    console.error(
      `${key} takes one value; put quotes around a notice: "${[value, ...more].join(' ')}"`,
    )
    return 2
  }
  const checked = SETTINGS[key as Setting].safeParse(value)
  if (!checked.success) {
    console.error(checked.error.issues[0]?.message)
    return 2
  }
  const now = Date.now()
  await database.write([
    settingEntry(key as Setting, checked.data, now),
    writeSetting(key as Setting, checked.data, now),
  ])
  await chainAudit(database)
  console.log(`${key}  ${checked.data}`)
  return 0
}

const settingEntry = (key: Setting, value: string, now: number) =>
  auditEntry(
    {
      who: 'operator',
      what: 'settings.change',
      subject: `setting:${key}`,
      before: sql`(select json_object(key, value) from settings where key = ${key})`,
      after: { [key]: value },
    },
    now,
  )

async function verify(database: Database): Promise<number> {
  const figures = await verifyTally(database)
  const audit = await verifyAudit(database)
  const problems = [...figures, ...audit.problems]
  for (const problem of problems) console.error(problem)
  console.log(
    figures.length === 0 ? 'The counts equal the register.' : `${figures.length} figures differ.`,
  )
  console.log(
    audit.problems.length === 0
      ? `The audit is whole: ${audit.entries} entries, head ${audit.head || '(none)'}${audit.waiting > 0 ? `; ${audit.waiting} wait for their hash` : ''}.`
      : 'The audit was tampered with.',
  )
  return problems.length === 0 ? 0 : 1
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  if (error instanceof WrongEnvironment) console.error(error.message)
  else console.error(`accede: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 2
}
