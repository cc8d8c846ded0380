import type { APIContext } from 'astro'
import type { AskedCitation } from '../../server/texts/cite/index.ts'

/** Answers with a citation as a file, to be saved under its own name. */
export async function answerCitation(
  { locals, rewrite }: APIContext,
  asked: AskedCitation,
  format: string,
): Promise<Response> {
  const file = locals.app.cite.file(asked, format)
  if (!file) return rewrite('/404')
  return new Response(file.body, {
    headers: {
      'Content-Type': file.type,
      'Content-Disposition': `attachment; filename="${file.name}"`,
      'Cache-Control': 'public, max-age=3600',
    },
  })
}
