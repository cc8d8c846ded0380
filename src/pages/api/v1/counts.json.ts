import type { APIRoute } from 'astro'
import { openJson } from '../../../components/answers.ts'

/** The counts, for everybody: the contract in docs/architecture.md. */
export const GET: APIRoute = async ({ locals }) => {
  const { version: _, ...counts } = await locals.app.register.counts()
  return openJson(counts)
}
