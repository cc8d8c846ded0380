/**
 * The words that people on a list agreed to. They are kept as the list has them, as wordings of
 * their own; where the list does not say, the wording says just that.
 */
import { campaign } from '../../../content/campaign.ts'
import { TEXTS } from '../../../db/words.ts'
import { sql, type Statement } from '../database/index.ts'
import { translator } from '../messages/index.ts'
import type { Options } from './options.ts'

type Wording = { kind: string; text: string; version: string; language: string; wording: string }

/** Statements that add what is missing, and SQL for their ids, as JSON. */
export function wordingsUnit(options: Options, now: number): { add: Statement[]; ids: Statement } {
  const t = translator('en')
  const unknown = (key: 'imports.wording.sentence' | 'imports.wording.consent') => ({
    language: 'en',
    wording: t(key, { title: options.title }),
  })
  const said = (wording: string) => ({ language: options.wordingLanguage, wording })
  const { wording, consent, news } = options
  const of = {
    ...Object.fromEntries(
      TEXTS.map((text): [string, Wording] => [
        text,
        {
          ...{ kind: 'sentence', text, version: options.edition || campaign.texts[text].edition },
          ...(wording ? said(wording) : unknown('imports.wording.sentence')),
        },
      ]),
    ),
    consent: {
      ...{ kind: 'consent', text: '', version: LIST },
      ...(consent ? said(consent) : unknown('imports.wording.consent')),
    },
    ...(news && { news: { kind: 'updates', text: '', version: LIST, ...said(news) } }),
  } satisfies Record<string, Wording>
  const entries = Object.entries(of)
  return {
    add: entries.map(([, one]) => insertOnce(one, now)),
    ids: entries.reduce(
      (object, [name, one]) => sql`json_set(${object}, ${`$.${name}`}, ${idOf(one)})`,
      sql`json_object('news', null)`,
    ),
  }
}

/** The version of a wording that is none of the campaign's. */
const LIST = 'list'

const insertOnce = ({ kind, text, version, language, wording }: Wording, now: number): Statement =>
  sql`insert into wordings (kind, text, version, language, wording, created_at)
    values (${kind}, ${text}, ${version}, ${language}, ${wording}, ${now}) on conflict do nothing`

const idOf = ({ kind, text, version, language, wording }: Wording): Statement =>
  sql`(select id from wordings where kind = ${kind} and text = ${text} and version = ${version}
    and language = ${language} and wording = ${wording})`
