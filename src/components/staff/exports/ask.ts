import type { AstroGlobal } from 'astro'
import type { Preset } from '../../../server/exports/columns.ts'
import type { StartOutcome } from '../../../server/exports/start.ts'
import { typed } from '../../form/values.ts'
import { ownerOf } from '../actor.ts'
import { goTo, type SignedIn } from '../admit.ts'

/** What the page that asks for an export shows. */
export type Asked = { query: string; result: StartOutcome | undefined }

/** Starts the export that was posted, if one was. @returns where it is made, or what the page shows */
export async function ask(
  astro: AstroGlobal,
  entry: SignedIn,
  preset: Preset,
): Promise<Response | Asked> {
  const { app, posted } = astro.locals
  if (!posted) return { query: app.work.bulkQuery(astro.url.searchParams), result: undefined }
  const result = await app.exports.start(ownerOf(entry, astro), { ...posted, preset })
  if (result.outcome === 'started') return goTo(`/staff/exports/${result.id}`)
  astro.response.status = result.outcome === 'tooMany' ? 429 : 422
  return { query: typed(posted).one('query'), result }
}
