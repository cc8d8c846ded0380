/**
 * Writing a piece of news: a subject and Markdown, in one language or more. Markdown is read once,
 * when it is saved, so that staff see exactly what will be sent. Two who write at once do not
 * overwrite each other: the second is told, and keeps what was typed.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import { fieldErrors, type FieldError, type Posted } from '../endorsements/form.ts'
import { isFormKey } from '../endorsements/form-key.ts'
import { cleanLine } from '../endorsements/names.ts'
import type { Actor } from '../staff/actor.ts'
import { auditEntry, changed } from '../staff/audit/entry.ts'
import { EVERYBODY } from './audience.ts'
import { NEWS_LANGUAGES, type NewsLanguage } from './languages.ts'
import { writeMarkdown, type Written } from './markdown/index.ts'
import { may } from './states.ts'

export const LONGEST_SUBJECT = 150
export const LONGEST_BODY = 20_000
/** Of what is made of it: larger mails are cut off by some mail programs. */
const MOST_BYTES = 80_000

const line = z.preprocess((value) => value ?? '', z.string('errors.single').transform(cleanLine))
const whole = (text: string) =>
  text.isWellFormed() && !/[\p{Cc}\uFFFD]/u.test(text.replace(/[\n\t]/g, ''))

const wordsForm = z.object({
  language: z.enum(NEWS_LANGUAGES, 'news.errors.language'),
  subject: line
    .refine((subject) => subject !== '', 'news.errors.subjectMissing')
    .refine((subject) => [...subject].length <= LONGEST_SUBJECT, 'news.errors.subjectLong')
    .refine(whole, 'errors.line.lost'),
  body: z
    .preprocess((value) => value ?? '', z.string('errors.single'))
    .transform((body) => body.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .refine((body) => body !== '', 'news.errors.bodyMissing')
    .refine((body) => body.length <= LONGEST_BODY, 'news.errors.bodyLong')
    .refine(whole, 'errors.line.lost'),
})

type Words = z.output<typeof wordsForm> & { written: Written }
type Invalid = { outcome: 'invalid'; errors: FieldError[] }
export type WriteOutcome =
  | { outcome: 'saved'; id: number }
  | Invalid
  /** somebody else has saved these words since they were shown */
  | { outcome: 'changedMeanwhile'; by: string }
  /** it is no draft any more */
  | { outcome: 'tooLate' }

/** Begins a piece. @param posted `formKey`, `language`, `subject`, `body` */
export async function begin(context: Context, actor: Actor, posted: Posted): Promise<WriteOutcome> {
  const words = await readWords(posted)
  if ('outcome' in words) return words
  const formKey = posted['formKey']
  const now = context.now()
  if (!isFormKey(context.config.secretKey, formKey, now))
    return { outcome: 'invalid', errors: [{ field: 'subject', message: 'errors.formKey' }] }
  const id = sql`(select id from news where form_key = ${formKey})`
  const results = await context.database.write([
    sql`insert into news (form_key, audience, author, created_at, changed_by, changed_at)
      values (${formKey}, ${JSON.stringify(EVERYBODY)}, ${actor.email}, ${now}, ${actor.email}, ${now}) on conflict do nothing`,
    audit(actor, 'news.begin', id, words, now),
    ...saveWords(id, words, 0, actor, now),
    sql`select id from news where form_key = ${formKey}`,
  ])
  const found = Number(results.at(-1)!.rows[0]!['id'])
  return saved(context, found, words)
}

/** Changes the words of a draft in one language, or adds one. @param posted also `revision`: what was shown, 0 for nothing */
export async function edit(
  context: Context,
  actor: Actor,
  id: number,
  posted: Posted,
): Promise<WriteOutcome> {
  const words = await readWords(posted)
  if ('outcome' in words) return words
  const seen = Number(posted['revision'])
  const now = context.now()
  await context.database.write([
    ...saveWords(sql`${id}`, words, Number.isSafeInteger(seen) ? seen : 0, actor, now),
    audit(actor, 'news.edit', sql`${id}`, words, now),
  ])
  return saved(context, id, words)
}

/** Takes a language away; one stays. @returns false when it could not be */
export async function removeLanguage(
  context: Context,
  actor: Actor,
  id: number,
  language: NewsLanguage,
): Promise<boolean> {
  const now = context.now()
  const [done] = await context.database.write([
    sql`delete from news_texts where news_id = ${id} and language = ${language}
      and exists (select 1 from news where id = ${id} and ${may('change')})
      and exists (select 1 from news_texts where news_id = ${id} and language <> ${language})`,
    auditEntry(
      {
        who: actor.id,
        what: 'news.edit',
        subject: `news:${id}`,
        before: { language },
        network: actor.network,
      },
      now,
      changed,
    ),
    sql`update news set revision = revision + 1, changed_by = ${actor.email}, changed_at = ${now}
      where id = ${id} and ${may('change')} and changes() > 0`,
  ])
  return done!.rowsAffected > 0
}

async function readWords(posted: Posted): Promise<Words | Invalid> {
  const form = wordsForm.safeParse(posted)
  const refused = (message: FieldError['message']): Invalid => ({
    outcome: 'invalid',
    errors: [{ field: 'body', message }],
  })
  if (!form.success)
    return {
      outcome: 'invalid',
      errors: fieldErrors(form.error, ['language', 'subject', 'body']),
    }
  const written = await writeMarkdown(form.data.body)
  if (!written) return refused('news.errors.bodyEntangled')
  if (written.text.trim() === '') return refused('news.errors.bodyNothing')
  if (Buffer.byteLength(written.html) > MOST_BYTES) return refused('news.errors.bodyLong')
  return { ...form.data, written }
}

/** Saves words of a draft if those that were shown are still there; then the piece has changed too. */
function saveWords(
  id: Statement,
  { language, subject, body, written }: Words,
  seen: number,
  { email }: Actor,
  now: number,
): Statement[] {
  const draft = sql`exists (select 1 from news where id = ${id} and ${may('change')})`
  return [
    sql`insert into news_texts (news_id, language, subject, body, html, plain, left_out)
      select ${id}, ${language}, ${subject}, ${body}, ${written.html}, ${written.text}, ${JSON.stringify(written.leftOut)}
      where ${draft} and ${seen} = coalesce((select revision from news_texts where news_id = ${id} and language = ${language}), 0)
      on conflict (news_id, language) do update set subject = excluded.subject, body = excluded.body, html = excluded.html,
        plain = excluded.plain, left_out = excluded.left_out, revision = revision + 1`,
    sql`update news set revision = revision + 1, changed_by = ${email}, changed_at = ${now}
      where id = ${id} and ${may('change')} and changes() > 0`,
  ]
}

/** What has come of saving: a second click finds its own words there, and that is a success. */
async function saved(
  { database }: Pick<Context, 'database'>,
  id: number,
  { language, subject, body }: Words,
): Promise<WriteOutcome> {
  const row = await database.firstFresh(
    sql`select n.changed_by, ${may('change')} as draft, t.subject, t.body from news n
      left join news_texts t on t.news_id = n.id and t.language = ${language} where n.id = ${id}`,
  )
  if (row && row['subject'] === subject && row['body'] === body) return { outcome: 'saved', id }
  if (!row?.['draft']) return { outcome: 'tooLate' }
  return { outcome: 'changedMeanwhile', by: String(row['changed_by']) }
}

const audit = (actor: Actor, what: string, id: Statement, words: Words, now: number) =>
  auditEntry(
    {
      who: actor.id,
      what,
      subject: sql`'news:' || ${id}`,
      after: {
        language: words.language,
        subject: words.subject,
        sha256: createHash('sha256').update(words.body).digest('hex'),
      },
      network: actor.network,
    },
    now,
    changed,
  )
