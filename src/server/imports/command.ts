/** `npm run accede -- import …`: the same steps as on the pages of staff, in one go. */
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { openForCommand } from '../database/index.ts'
import type { Posted } from '../endorsements/form.ts'
import { createLogger } from '../log.ts'
import { translator } from '../messages/index.ts'
import { keepRules } from '../rules/index.ts'
import { keepSettings } from '../settings-copy.ts'
import { chainAudit } from '../staff/audit/chain.ts'
import { OPERATOR } from './audit.ts'
import { discardImport, mapImport, startImport, undoImport } from './change.ts'
import { storeFile, subjectOf } from './create.ts'
import { MOST_FILE_BYTES } from './files/bounds.ts'
import { WHAT } from './options.ts'
import { problemReport } from './report.ts'
import { runImports, type Needs } from './run.ts'
import { findImport, type Import, type ImportState } from './types.ts'
import { leftRows, listImports } from './view.ts'

const HELP = `accede import: bring in lists of signatures (CSV or Excel)

  npm run accede -- import FILE --what individual|organisation|commission --title "NAME OF THE LIST"
      [--source paper|earlier]       where it comes from; paper unless you say otherwise
      [--texts convention,declaration]
      [--date 2019-06-11]            day of signing of rows that have none
      [--date-order dmy|mdy]         how days such as 03/04/2019 are meant
      [--country PT]                 country of rows that name none
      [--type ngo]                   type of organisations that do not say
      [--columns name,email,,country] what the columns mean, in their order; guessed without it
      [--no-header]                  the first row is no row of names
      [--wording FILE] [--consent FILE] [--news FILE]
                                     the words that were agreed to, as text files
      [--language fr]                of these words
      [--encoding windows-1252]      of a text file that is not UTF-8 or UTF-16
      [--leave-flagged]              leave out who looks like somebody who stands there
      [--report FILE]                write every problem by row, as CSV
      [--dry-run]                    check every row, and change nothing
  npm run accede -- import list
  npm run accede -- import undo NUMBER --reason "WHY"`

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const OPTIONS = {
  ...{ what: text, title: text, source: text, texts: text, date: text, 'date-order': text },
  ...{ country: text, type: text, columns: text, wording: text, consent: text, news: text },
  ...{ language: text, encoding: text, report: text, reason: text, edition: text },
  ...{ 'no-header': flag, 'leave-flagged': flag, 'dry-run': flag, help: flag },
}
type Given = ReturnType<typeof parse>['values']
const parse = (args: string[]) => parseArgs({ args, options: OPTIONS, allowPositionals: true })

/** @returns the exit code */
export async function importCommand(args: string[]): Promise<number> {
  const { values, positionals } = parse(args)
  const [what, id, ...more] = positionals
  if (values.help || !what || more.length > 0 || (id !== undefined && what !== 'undo')) {
    console.log(HELP)
    return values.help ? 0 : 2
  }
  const config = loadConfig(process.env)
  const database = await openForCommand(config)
  const log = createLogger(config.logLevel)
  const settings = await keepSettings(database, log)
  try {
    const rules = await keepRules(database, settings, log)
    const needs: Needs = { config, database, rules, log, now: Date.now }
    if (what === 'list') return await list(needs)
    if (what === 'undo') return await undo(needs, Number(id), values.reason)
    return await bringIn(needs, what, values)
  } finally {
    // Where the site does not run, nobody else does it.
    await chainAudit(database)
    settings.stop()
    await database.close()
  }
}

async function bringIn(needs: Needs, path: string, given: Given): Promise<number> {
  const what = WHAT.find((one) => one === given.what)
  if (!what) return refuse(`--what takes ${WHAT.join(', ')}`)
  const bytes = new Uint8Array(readFileSync(path))
  if (bytes.length > MOST_FILE_BYTES)
    return refuse(`A list has at most ${MOST_FILE_BYTES / 1024 / 1024} MB; split it.`)
  const file = { name: basename(path), bytes }
  const id = await storeFile(needs, OPERATOR, subjectOf(what), {
    file,
    encoding: given.encoding ?? '',
  })
  const read = await rested(needs, id, ['mapping', 'failed'])
  if (read.state === 'failed') return failed(read)
  const mapped = await mapImport(needs, OPERATOR, read, postedOf(given, read))
  if (mapped.outcome !== 'checking') {
    await discardImport(needs, OPERATOR, id)
    const errors = mapped.outcome === 'invalid' ? mapped.errors : []
    return refuse(errors.map(({ field, message }) => `${field}: ${t(message)}`).join('\n'))
  }
  const checked = await rested(needs, id, ['ready', 'failed'])
  if (checked.state === 'failed') return failed(checked)
  await say(needs, checked, given)
  return finish(needs, checked, given)
}

async function finish(needs: Needs, checked: Import, given: Given): Promise<number> {
  const { id, revision } = checked
  if (given['dry-run'] || checked.ready === 0) {
    await discardImport(needs, OPERATOR, id)
    console.log('Nothing was changed.')
    return checked.ready === 0 ? 1 : 0
  }
  const posted = { revision: String(revision), leaveFlagged: given['leave-flagged'] ? 'on' : '' }
  await startImport(needs, OPERATOR, id, posted)
  const done = await rested(needs, id, ['done', 'stopped'])
  console.log(`${done.made} rows were brought in, as list no. ${id}.`)
  return done.state === 'done' ? 0 : 1
}

/** What the form on the page would hold. */
function postedOf(given: Given, { looked }: Import): Posted {
  const columns = given.columns?.split(',') ?? looked!.guesses
  const words = (name: 'wording' | 'consent' | 'news') =>
    given[name] ? readFileSync(given[name], 'utf8') : ''
  return {
    ...Object.fromEntries(columns.map((field, i) => [`column${i}`, field.trim()])),
    header: given['no-header'] ? '' : looked!.header || given.columns ? 'on' : '',
    title: given.title ?? '',
    source: given.source ?? 'paper',
    texts: given.texts?.split(',').map((one) => one.trim()) ?? ['convention'],
    ...{ date: given.date ?? '', dateOrder: given['date-order'] ?? 'dmy' },
    ...{ country: given.country?.toUpperCase() ?? '', type: given.type ?? '' },
    ...{ wording: words('wording'), consent: words('consent'), news: words('news') },
    ...{ wordingLanguage: given.language ?? 'und', edition: given.edition ?? '' },
  }
}

async function say(needs: Needs, one: Import, { report }: Given): Promise<void> {
  const columns = one.options!.columns.map((field) => field || '(left out)').join(', ')
  console.log(`Columns: ${columns}`)
  console.log(
    `${one.checked} rows: ${one.ready} can be brought in (${one.flagged} look like somebody who stands there), ${one.doubles} have signed already, ${one.wrong} hold something wrong.`,
  )
  if (!report) return
  const lines = await Array.fromAsync(problemReport(needs, one.id, 'en'))
  writeFileSync(report, lines.join(''))
  console.log(`Every problem stands in ${report}.`)
}

async function list(needs: Needs): Promise<number> {
  for (const { id, state, title, fileName, made, undone } of await listImports(needs))
    console.log(`${id}  ${state}  ${made - undone}  ${title || fileName}`)
  return 0
}

async function undo(needs: Needs, id: number, reason?: string): Promise<number> {
  if (!reason?.trim()) return refuse('--reason says why; it is kept for good and must name nobody')
  if (!(await undoImport(needs, OPERATOR, id, reason.trim())))
    return refuse('There is no such list that was brought in and not undone.')
  const { undone, kept } = await rested(needs, id, ['undone', 'stopped'])
  console.log(`${undone} were taken back, ${kept} left to their owners.`)
  for (const left of await leftRows(needs, id)) console.log(`  left: endorsement ${left.id}`)
  return 0
}

/** Does the work itself, or waits for the process that writes to do it. */
async function rested(needs: Needs, id: number, states: ImportState[]): Promise<Import> {
  for (;;) {
    const one = (await findImport(needs, id))!
    if (states.includes(one.state)) return one
    if (needs.database.leads()) await runImports(needs, NEVER)
    else await wait(300)
  }
}

const NEVER = new AbortController().signal
const t = translator('en')

function failed({ failure }: Import): number {
  const row = failure?.row === undefined ? '' : ` ${t('imports.failedAt', { row: failure.row })}`
  return refuse(`${t(`imports.failures.${failure!.problem}`)}${row}`)
}

function refuse(why: string): number {
  console.error(why)
  return 2
}
