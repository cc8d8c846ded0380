/** The register as open data: what anybody may fetch, in JSON and CSV. */
import type { Context } from '../../context.ts'
import type { Translate } from '../../messages/index.ts'
import { csvStreams } from './csv-streams.ts'
import { historyAnswer } from './history.ts'
import { licenceOf } from './licence.ts'
import { openApi } from './openapi.ts'
import { signatoriesPage } from './signatories.ts'

export function openData(context: Context) {
  return {
    licence: licenceOf,
    signatories: (cursor: string | null) => signatoriesPage(context, cursor),
    history: (params: URLSearchParams) => historyAnswer(context, params),
    openApi: (t: Translate) => openApi(context.config.siteUrl, t),
    csv: csvStreams(context),
  }
}
