/** The register as open data, for search engines: https://schema.org/Dataset. */
import type { Translate } from '../../server/messages/index.ts'

/** @param asOf ISO 8601 */
export const datasetOf = (siteUrl: string, asOf: string, t: Translate) => ({
  '@context': 'https://schema.org',
  '@type': 'Dataset',
  name: t('register.dataset'),
  description: t('register.description'),
  url: `${siteUrl}/signatories`,
  dateModified: asOf,
  isAccessibleForFree: true,
  distribution: {
    '@type': 'DataDownload',
    encodingFormat: 'application/json',
    contentUrl: `${siteUrl}/api/v1/counts.json`,
  },
})
