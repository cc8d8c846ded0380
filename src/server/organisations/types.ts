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
