/**
 * The campaign: what can be endorsed, the words that people agree to, and the dates.
 * Another text takes this one's place by changing this folder. A changed wording gets a new
 * version; the old one stays with those who agreed to it.
 */
export const campaign = {
  languages: ['en'],
  texts: {
    convention: {
      edition: '1.0',
      year: 2018,
      sentence: {
        en: 'I endorse the Model International Mobility Convention, edition 1.0 (2018), as a model for international law on the rights and duties of everyone who crosses a border.',
      },
    },
    declaration: {
      edition: '2.0',
      year: 2019,
      sentence: {
        en: 'I endorse the Model International Mobility Declaration (MIMC 2.0, 2019), the short form of the Convention.',
      },
    },
  },
  consent: {
    version: '2026-11',
    wording: {
      en: 'I agree that my signature, which may reveal a political view, is recorded, counted and shown as I chose above, as the privacy notice says.',
    },
  },
  updates: {
    version: '2026-11',
    wording: { en: 'Send me news of the Convention by e-mail, a few times a year.' },
  },
  /**
   * Under which licence the lists and figures of the register may be used. Whoever owns the campaign
   * decides; until then every answer says that no licence was stated.
   */
  dataLicence: null as { name: string; url: string } | null,
  /** Signatures are taken from this moment until `closesAt` (ISO 8601), or without an end. */
  opensAt: '2017-04-26T00:00:00Z',
  closesAt: null as string | null,
  /**
   * Days after the end for which names, addresses and comments are kept; then signatures are made
   * anonymous and go on to count. null: they are kept until their owners erase them.
   */
  namesKeptAfterTheEnd: 365 as number | null,
} as const

export type Text = keyof typeof campaign.texts
export type Language = (typeof campaign.languages)[number]
