import type { APIRoute } from 'astro'
import { answerFile } from '../../../../components/take-away/answer.ts'

/** A whole text to take away: /convention/1.0/en/convention.pdf. */
export const GET: APIRoute = (context) => {
  const { text = '', edition = '', language = '', name = '', format = '' } = context.params
  return answerFile(context, { text, edition, language, name, format })
}
