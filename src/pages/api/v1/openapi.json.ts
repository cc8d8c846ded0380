import type { APIRoute } from 'astro'
import { OPEN } from '../../../components/answers.ts'

/** What the addresses of open data take and answer. */
export const GET: APIRoute = ({ locals: { app, t } }) =>
  new Response(JSON.stringify(app.openData.openApi(t)), {
    headers: { ...OPEN, 'Content-Type': 'application/json; charset=utf-8' },
  })
