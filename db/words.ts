/** The closed lists of the schema; apart from it, so that a start need not load drizzle. */
export const TEXTS = ['convention', 'declaration'] as const
export const KINDS = ['individual', 'organisation'] as const
export const STATES = [
  'review',
  'published',
  'declined',
  'withdrawn',
  'removed',
  'erased',
  'anonymised',
] as const
export const VISIBILITIES = ['public', 'anonymous'] as const
export const PURPOSES = ['confirm', 'manage'] as const
