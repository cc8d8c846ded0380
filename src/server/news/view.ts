/** Pieces of news, as staff see them. */
import type { Context } from '../context.ts'
import { sql, type Row } from '../database/index.ts'
import { keptAudience, type Audience } from './audience.ts'
import { NEWS_LANGUAGES, type NewsLanguage } from './languages.ts'
import type { LeftOut } from './markdown/index.ts'
import type { NewsState } from './states.ts'

export type NewsText = {
  language: NewsLanguage
  revision: number
  subject: string
  body: string
  html: string
  plain: string
  leftOut: LeftOut[]
}
export type NewsPiece = {
  id: number
  state: NewsState
  audience: Audience
  revision: number
  dueAt: number | null
  expected: number
  total: number
  queued: number
  /** of those queued, how many have not left yet */
  waiting: number
  author: string
  createdAt: number
  changedBy: string
  changedAt: number
  startedAt: number | null
  endedAt: number | null
  /** in the order of NEWS_LANGUAGES */
  texts: NewsText[]
}
export type NewsLine = Omit<NewsPiece, 'texts' | 'waiting'> & { subject: string }

type Reading = Pick<Context, 'database'>

export async function viewNews({ database }: Reading, id: number): Promise<NewsPiece | undefined> {
  const [row, texts] = await Promise.all([
    database.firstFresh(sql`select *, (select count(*) from outbox where outbox.state = 'waiting' and priority = 2
      and message = 'news' and params->>'news' = news.id) as waiting from news where id = ${id}`),
    database.readFresh(sql`select * from news_texts where news_id = ${id}`),
  ])
  if (!row) return undefined
  return {
    ...toPiece(row),
    waiting: Number(row['waiting']),
    texts: texts.map(toText).sort(byLanguage),
  }
}

/** The newest pieces. */
export async function listNews({ database }: Reading): Promise<NewsLine[]> {
  const rows = await database.readFresh(
    sql`select n.*, (select subject from news_texts where news_id = n.id order by language <> 'en', language limit 1) as subject
      from news n order by n.id desc limit 100`,
  )
  return rows.map((row) => ({ ...toPiece(row), subject: String(row['subject']) }))
}

const timeOf = (value: unknown) => (value === null ? null : Number(value))
const byLanguage = (one: NewsText, other: NewsText) =>
  NEWS_LANGUAGES.indexOf(one.language) - NEWS_LANGUAGES.indexOf(other.language)

const toPiece = (row: Row): Omit<NewsPiece, 'texts' | 'waiting'> => ({
  id: Number(row['id']),
  state: row['state'] as NewsState,
  audience: keptAudience(row['audience']),
  revision: Number(row['revision']),
  dueAt: timeOf(row['due_at']),
  expected: Number(row['expected']),
  total: Number(row['total']),
  queued: Number(row['queued']),
  author: String(row['author']),
  createdAt: Number(row['created_at']),
  changedBy: String(row['changed_by']),
  changedAt: Number(row['changed_at']),
  startedAt: timeOf(row['started_at']),
  endedAt: timeOf(row['ended_at']),
})

const toText = (row: Row): NewsText => ({
  language: row['language'] as NewsLanguage,
  revision: Number(row['revision']),
  subject: String(row['subject']),
  body: String(row['body']),
  html: String(row['html']),
  plain: String(row['plain']),
  leftOut: JSON.parse(String(row['left_out'])) as LeftOut[],
})
