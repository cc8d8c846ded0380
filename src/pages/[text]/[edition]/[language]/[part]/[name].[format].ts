import type { APIRoute } from 'astro'
import { answerFile } from '../../../../../components/take-away/answer.ts'

/** A chapter or an article to take away: /convention/1.0/en/articles/12.pdf. */
export const GET: APIRoute = (context) => {
  const {
    text = '',
    edition = '',
    language = '',
    part = '',
    name = '',
    format = '',
  } = context.params
  return answerFile(context, { text, edition, language, part, name, format })
}
