/** The kinds of organisation that the form offers. */
export const ORGANISATION_TYPES = [
  'ngo',
  'university',
  'city',
  'union',
  'faith',
  'business',
  'network',
  'intergovernmental',
  'government',
  'other',
] as const

/** What the register shows of an organisation, beside its logo; a change of it is reviewed. */
export const SHOWN = ['name', 'type', 'website', 'country', 'city', 'statement'] as const
