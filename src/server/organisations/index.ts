import type { Context } from '../context.ts'
import type { Posted } from '../endorsements/form.ts'
import type { Visitor } from '../endorsements/submission.ts'
import { submitOrganisation } from './submit.ts'

/** Organisations: their form; vetting follows in this folder. */
export function organisationService(context: Context) {
  return {
    submit: (posted: Posted, visitor: Visitor) => submitOrganisation(context, posted, visitor),
  }
}
