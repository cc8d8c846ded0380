import type { APIRoute } from 'astro'
import { openFeed } from '../../../components/answers.ts'
import { isCountry } from '../../../server/countries/index.ts'

/** New organisations and milestones of a country (Atom). */
export const GET: APIRoute = async ({ locals: { app, t, language }, params, rewrite }) =>
  isCountry(params.country)
    ? openFeed(await app.register.feed(t, language, params.country))
    : rewrite('/404')
