import type { APIRoute } from 'astro'
import { openFeed } from '../components/answers.ts'

/** New organisations and milestones (Atom). */
export const GET: APIRoute = async ({ locals: { app, t, language } }) =>
  openFeed(await app.register.feed(t, language))
