/** What a browser's passkey answers, as the script posts it: JSON in the field `credential`. */
import { z } from 'zod'
import type { Posted } from '../../endorsements/form.ts'

const LONGEST = 20_000
const text = z.string().max(LONGEST)
const shape = z.object({
  id: text.regex(/^[A-Za-z0-9_-]+$/),
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).loose(),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
})
const registration = shape.extend({
  response: z.object({
    clientDataJSON: text,
    attestationObject: text,
    transports: z.array(z.string().max(40)).max(10).optional(),
  }),
})
const assertion = shape.extend({
  response: z.object({
    clientDataJSON: text,
    authenticatorData: text,
    signature: text,
    userHandle: text.optional(),
  }),
})

export type Assertion = z.infer<typeof assertion>

export const readRegistration = (posted: Posted) => read(registration, posted)
export const readAssertion = (posted: Posted) => read(assertion, posted)

/** undefined for whatever is no answer of a passkey. */
function read<T>(schema: z.ZodType<T>, posted: Posted): T | undefined {
  const given = posted['credential']
  if (typeof given !== 'string') return undefined
  try {
    return schema.safeParse(JSON.parse(given)).data
  } catch {
    return undefined
  }
}
