import type { APIRoute } from 'astro'
import { badRequest, openJson } from '../../../components/answers.ts'

/** When those that count were published. */
export const GET: APIRoute = async ({ locals, url }) => {
  const { app, t } = locals
  const answer = await app.openData.history(url.searchParams)
  if ('wrong' in answer)
    return badRequest(t('openData.wrong.title'), t(`openData.wrong.${answer.wrong}`))
  return openJson(answer)
}
