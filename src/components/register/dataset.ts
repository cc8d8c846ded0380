/** The register as open data, for search engines: https://schema.org/Dataset. */
import type { Translate } from '../../server/messages/index.ts'

/** @param asOf ISO 8601 */
export const datasetOf = (
  siteUrl: string,
  asOf: string,
  licence: { url: string | null },
  t: Translate,
) => ({
  '@context': 'https://schema.org',
  '@type': 'Dataset',
  name: t('register.dataset'),
  description: t('register.description'),
  url: `${siteUrl}/signatories`,
  dateModified: asOf,
  isAccessibleForFree: true,
  ...(licence.url && { license: licence.url }),
  distribution: [
    file('application/json', `${siteUrl}/api/v1/counts.json`),
    file('application/json', `${siteUrl}/api/v1/signatories.json`),
    file('text/csv', `${siteUrl}/api/v1/signatories.csv`),
    file('application/json', `${siteUrl}/api/v1/history.json`),
  ],
})

const file = (encodingFormat: string, contentUrl: string) => ({
  '@type': 'DataDownload',
  encodingFormat,
  contentUrl,
})
