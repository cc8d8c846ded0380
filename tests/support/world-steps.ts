/** What people, organisations and staff may do, at random. */
import fc from 'fast-check'
import type { Kind } from '../../src/server/endorsements/form.ts'
import type { Verb } from '../../src/server/endorsements/staff-decisions.ts'

export const COUNTRIES = ['PT', 'BR', 'XK']
export const NAMES = ['Ana Alpha', 'Bo Bravo', 'Zoë Charlie', '王 Delta', 'Аna Echo']
const TEXTS = [['convention'], ['declaration'], ['convention', 'declaration']]
const VERBS: Verb[] = ['hold', 'approve', 'decline', 'remove', 'restore']
// One address stands for a person and for an organisation.
export const WHO: { kind: Kind; email: string }[] = [
  { kind: 'individual', email: 'ana@example.org' },
  { kind: 'individual', email: 'bo@example.org' },
  { kind: 'individual', email: 'both@example.org' },
  { kind: 'organisation', email: 'both@example.org' },
  { kind: 'organisation', email: 'rui@harbour.example' },
]

const who = fc.nat(WHO.length - 1)
const which = fc.nat(99)
const shown = {
  name: fc.constantFrom(...NAMES),
  texts: fc.constantFrom(...TEXTS),
  visibility: fc.constantFrom('public', 'public', 'anonymous'),
}
const submit = fc.record({
  do: fc.constant('submit' as const),
  who,
  country: fc.constantFrom(...COUNTRIES),
  ...shown,
})
const confirm = fc.record({ do: fc.constant('confirm' as const), which })
const change = fc.record({ do: fc.constant('change' as const), which, ...shown })
const end = fc.record({ do: fc.constantFrom('withdraw' as const, 'erase' as const), which })
const decide = fc.record({
  do: fc.constant('decide' as const),
  which,
  verb: fc.constantFrom(...VERBS),
})
const wait = fc.record({ do: fc.constant('wait' as const), days: fc.constantFrom(0.01, 1, 8) })
const ask = fc.record({ do: fc.constant('ask' as const), who })
/** Something that somebody does. Confirming is likely, or nothing would ever stand. */
export const steps = fc.array(
  fc.oneof(submit, submit, confirm, confirm, confirm, change, end, decide, decide, wait, ask),
  { minLength: 1, maxLength: 40, size: 'max' },
)
export type Step = typeof steps extends fc.Arbitrary<(infer One)[]> ? One : never
