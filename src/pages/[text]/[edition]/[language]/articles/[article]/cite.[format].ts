import type { APIRoute } from 'astro'
import { answerCitation } from '../../../../../../components/take-away/answer-citation.ts'

/** A citation of an article: /convention/1.0/en/articles/12/cite.ris?at=p2-a. */
export const GET: APIRoute = (context) => {
  const { text = '', edition = '', language = '', article = '', format = '' } = context.params
  const at = context.url.searchParams.get('at')
  return answerCitation(context, { text, edition, language, article, at }, format)
}
