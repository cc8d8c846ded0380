/** `npm run accede -- text import FILE …`: the import as an operator runs it. */
import { relative } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { about, STATUSES, TEXT_IDS } from '../model.ts'
import { compareStored, writeText, type Written } from '../stored/write.ts'
import { importText, WrongFile, type Given, type Imported } from './index.ts'
import { report } from './report.ts'

const USAGE = `npm run accede -- text import FILE --text convention|declaration --edition 1.0 --language en
    [--title T] [--status official|specimen|"unofficial translation"] [--date YYYY-MM-DD]
    [--source "where it was published"] [--dry-run] [--accept-warnings]`

const options = {
  text: { type: 'string' },
  edition: { type: 'string' },
  language: { type: 'string' },
  title: { type: 'string' },
  status: { type: 'string', default: 'official' },
  date: { type: 'string' },
  source: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  'accept-warnings': { type: 'boolean', default: false },
} as const

const shape = about.omit({ definitions: true }).extend({
  id: z.enum(TEXT_IDS, { error: `--text must be one of ${TEXT_IDS.join(', ')}` }),
  status: z.enum(STATUSES, { error: `--status must be one of ${STATUSES.join(', ')}` }),
  title: about.shape.title.optional(),
})

/**
 * @param contentDir where texts are kept
 * @returns the exit code: 0 imported, or nothing to change; 1 doubtful, nothing written; 2 not read
 */
export async function textCommand(contentDir: string, args: string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(USAGE)
    return 0
  }
  const asked = readArguments(args)
  if (typeof asked === 'string') {
    console.error(asked)
    return 2
  }
  try {
    const imported = await importText(asked.file, asked.given)
    for (const line of report(imported.text, imported.findings)) console.log(line)
    return finish(contentDir, imported, asked)
  } catch (error) {
    if (!(error instanceof WrongFile)) throw error
    console.error(error.message)
    return 2
  }
}

type Asked = { file: string; given: Given; dryRun: boolean; accept: boolean }

function readArguments(args: string[]): Asked | string {
  const { positionals, values } = parseArgs({ args, options, allowPositionals: true })
  const [verb, file, ...more] = positionals
  if (verb !== 'import' || file === undefined || more.length > 0) return USAGE
  const { text, edition, language, title, status, date = null, source = null } = values
  if (text === undefined || edition === undefined || language === undefined) return USAGE
  const given = shape.safeParse({ id: text, edition, language, title, status, date, source })
  if (!given.success)
    return given.error.issues
      .map(({ path, message }) =>
        message.startsWith('--') ? message : `--${path.join('.')} ${message}`,
      )
      .join('\n')
  return {
    ...{ file, given: given.data },
    ...{ dryRun: values['dry-run'], accept: values['accept-warnings'] },
  }
}

function finish(contentDir: string, { text, findings }: Imported, asked: Asked): number {
  const doubts = findings.filter(({ severity }) => severity === 'warning').length
  if (doubts > 0 && !asked.accept) {
    console.error(
      `${doubts} doubtful: nothing was imported. Mend the document, or look at each and add --accept-warnings.`,
    )
    return 1
  }
  const written = asked.dryRun ? compareStored(contentDir, text) : writeText(contentDir, text)
  console.log(summary(written, asked.dryRun))
  return 0
}

function summary({ folder, outcome, files }: Written, dryRun: boolean): string {
  const place = relative(process.cwd(), folder) || folder
  if (outcome === 'unchanged') return `${place} says the same already; nothing changed.`
  const names = `${files.length} ${files.length === 1 ? 'file' : 'files'} (${files.slice(0, 12).join(', ')}${files.length > 12 ? ', …' : ''})`
  if (dryRun) return `Would write ${names} to ${place}.`
  return `Wrote ${names} to ${place}. The site shows it after its next start.`
}
