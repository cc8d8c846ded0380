import { SHOWN } from './types.ts'

/** What the register shows of an organisation, beside its logo; a change of it is reviewed. */
export type Shown = {
  name: string
  type: string
  website: string
  country: string
  city: string | null
  statement: string | null
}

/** Which of it differ. */
export const differences = (one: Shown, other: Shown): (keyof Shown)[] =>
  SHOWN.filter((field) => one[field] !== other[field])
