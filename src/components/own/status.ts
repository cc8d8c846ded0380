import type { AstroGlobal } from 'astro'

const ONE_DAY = 86_400

/** Answers as what came of a form of one's own asks for. @param outcome undefined: the link opens nothing */
export function answerAs({ response }: AstroGlobal, outcome: string | undefined): void {
  if (outcome === undefined) response.status = 404
  if (outcome === 'invalid') response.status = 422
  if (outcome === 'noMail') response.status = 409
  if (outcome !== 'tooOften') return
  response.status = 429
  response.headers.set('Retry-After', String(ONE_DAY))
}
