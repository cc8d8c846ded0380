import { campaign } from '../../../../content/campaign.ts'

export type Licence = { name: string; url: string | null }

/** The licence of the data, or the plain word that there is none. */
export const licenceOf = (): Licence =>
  campaign.dataLicence ?? { name: 'not stated by the campaign', url: null }
