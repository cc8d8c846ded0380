/**
 * A row of the outbox becomes a mail of news. Its headers are those of a list that people joined
 * (RFC 2369, 2919, 8058) and can leave with one press in their mail program. It is no automatic
 * answer and was written by people, so it carries no Auto-Submitted (RFC 3834, 5); List-Id and
 * Precedence keep programs that answer by themselves quiet.
 */
import type { Context } from '../context.ts'
import { sql, type Database, type Row } from '../database/index.ts'
import { translator } from '../messages/index.ts'
import type { Outgoing } from '../mail/transport.ts'
import { newsHtml, newsText, type Piece } from './layout.ts'
import { unsubscribeToken } from './unsubscribe.ts'

/** `newsTest`: what staff send to themselves. */
const MESSAGES = ['news', 'newsTest']
export const isNews = (row: Row): boolean => MESSAGES.includes(String(row['message']))

/** The last pieces that were read: very many mails in a row are of the same one. */
const keptFrom = new WeakMap<Database, Map<string, Piece>>()
const MOST_KEPT = 12

export async function newsMail(context: Context, row: Row): Promise<Outgoing> {
  const { siteUrl, secretKey, mailFrom, mailReplyTo } = context.config
  const test = row['message'] === 'newsTest'
  const piece = await pieceOf(context, row)
  const unsubscribe = `${siteUrl}/unsubscribe/${unsubscribeToken(secretKey, String(row['recipient_key']))}`
  const around = { siteUrl, unsubscribe }
  const t = translator(piece.language)
  return {
    id: String(row['id']),
    from: mailFrom,
    ...(mailReplyTo && { replyTo: mailReplyTo }),
    to: String(row['recipient']),
    subject: test ? t('news.mail.test', { subject: piece.subject }) : piece.subject,
    text: newsText(piece, around),
    html: newsHtml(piece, around),
    headers: {
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Id': `<news.${new URL(siteUrl).hostname}>`,
      Precedence: 'bulk',
    },
  }
}

/** @throws when the piece is not there in that language */
async function pieceOf({ database }: Context, row: Row): Promise<Piece> {
  const { news } = JSON.parse(String(row['params'])) as { news: number }
  const language = String(row['language'])
  // Only what is being sent stands still; a draft may change from one test to the next.
  const key = row['message'] === 'news' ? `${news} ${language}` : ''
  const kept = keptFrom.get(database) ?? new Map<string, Piece>()
  keptFrom.set(database, kept)
  const known = kept.get(key)
  if (known) return known
  const found = await database.firstFresh(
    sql`select subject, html, plain from news_texts where news_id = ${news} and language = ${language}`,
  )
  if (!found) throw new Error(`There is no piece of news ${news} in ${language}`)
  const piece = {
    language,
    subject: String(found['subject']),
    html: String(found['html']),
    plain: String(found['plain']),
  }
  if (key) keep(kept, key, piece)
  return piece
}

function keep(kept: Map<string, Piece>, key: string, piece: Piece): void {
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!)
  kept.set(key, piece)
}
