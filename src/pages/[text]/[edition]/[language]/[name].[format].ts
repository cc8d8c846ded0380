import type { APIRoute } from 'astro'
import { answerCitation } from '../../../../components/take-away/answer-citation.ts'
import { answerFile } from '../../../../components/take-away/answer.ts'

/** A whole text to take away, /convention/1.0/en/convention.pdf, or its citation, …/cite.bib. */
export const GET: APIRoute = (context) => {
  const { text = '', edition = '', language = '', name = '', format = '' } = context.params
  if (name === 'cite') return answerCitation(context, { text, edition, language }, format)
  return answerFile(context, { text, edition, language, name, format })
}
