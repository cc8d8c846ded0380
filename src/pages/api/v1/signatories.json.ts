import type { APIRoute } from 'astro'
import { badRequest, openJson } from '../../../components/answers.ts'

/** A page of the register as data. */
export const GET: APIRoute = async ({ locals, url }) => {
  const { app, t } = locals
  const page = await app.openData.signatories(url.searchParams.get('cursor'))
  return page ? openJson(page) : badRequest(t('openData.wrong.title'), t('openData.wrong.cursor'))
}
