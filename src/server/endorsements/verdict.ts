/** Whether a confirmed signature is published at once, waits for review, or is never counted. */
import type { Context } from '../context.ts'
import { parseEmail } from './email-address.ts'
import type { Kind } from './form.ts'
import { mixesScripts } from './names.ts'
import type { State } from './states.ts'

/** What is looked at of a submission. */
export type Signature = {
  kind: Kind
  emailKey: string
  network: string | null
  /** `domain`: registrable domain of an organisation's website */
  fields: Record<string, string | null>
}
export type Standing = {
  state: Extract<State, 'published' | 'review' | 'blocked'>
  heldBy: string | null
}

/** By the rules in memory; organisations are vetted in any case. */
export function standingOf(
  context: Pick<Context, 'rules'>,
  { kind, emailKey, network, fields }: Signature,
  name: string,
): Standing {
  const verdict = context.rules.judge({ name, emailKey, network, website: fields['domain'] })
  if (verdict.action === 'block') return { state: 'blocked', heldBy: `rule ${verdict.rule}` }
  if (kind === 'organisation') return { state: 'review', heldBy: 'vetting' }
  if (verdict.action === 'hold') return { state: 'review', heldBy: `rule ${verdict.rule}` }
  if (verdict.action === 'pass' && mixesScripts(name))
    return { state: 'review', heldBy: 'mixed scripts' }
  return { state: 'published', heldBy: null }
}

/** The rule or reason that keeps a changed name in review; null when nothing does. */
export function holdsName(
  context: Pick<Context, 'rules'>,
  before: { name: string; email: string },
  name: string,
): string | null {
  const signature = { emailKey: keyOf(before.email), network: null, fields: {} }
  const { heldBy } = standingOf(context, { kind: 'individual', ...signature }, name)
  return name === before.name && heldBy?.startsWith('rule ') ? null : heldBy
}

function keyOf(email: string): string {
  const read = parseEmail(email)
  return typeof read === 'object' ? read.key : ''
}
