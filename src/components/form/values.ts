import type { FieldError, Posted } from '../../server/endorsements/form.ts'
import type { SubmitProblem } from '../../server/endorsements/submission.ts'

/** Reads back what was posted, so that a form that comes again holds everything that was typed. */
export function typed(posted: Posted | undefined) {
  const all = (field: string): string[] => {
    const value = posted?.[field]
    return value === undefined || value instanceof File ? [] : [value].flat()
  }
  return {
    all,
    one: (field: string): string => all(field)[0] ?? '',
    ticked: (field: string): boolean => all(field).includes('on'),
  }
}

/** The status of the answer to a form that is shown (again). */
export const STATUS = {
  open: 200,
  invalid: 422,
  tooMany: 429,
  unavailable: 503,
  closed: 403,
} as const

export type FormState = SubmitProblem | { outcome: 'open' }

export function errorsOf(state: FormState): FieldError[] {
  return state.outcome === 'invalid' ? state.errors : []
}
