/**
 * The rules in a form that costs a signature some microseconds, however many there are. Block beats
 * allow, allow beats hold.
 */
import type { RULE_ACTIONS } from '../../../db/words.ts'
import { searchName } from '../register/search-name.ts'
import { parseNetwork, type Network } from './network.ts'
import type { RuleSubject } from './patterns.ts'

export type RuleAction = (typeof RULE_ACTIONS)[number]
export type Rule = { id: number; action: RuleAction; subject: RuleSubject; pattern: string }
/** Who signs, as far as rules look. */
export type Signer = {
  name: string
  emailKey: string
  /** registrable domain of an organisation's website */
  website?: string | null | undefined
  /** as it is kept, see network.ts */
  network: string | null
}
export type Verdict = { action: 'pass' | 'allow' } | { action: 'hold' | 'block'; rule: number }
export type Judge = (signer: Signer) => Verdict

/** Puts rules into a form that judges quickly. */
export function compileRules(rules: readonly Rule[]): Judge {
  const [block, allow, hold] = (['block', 'allow', 'hold'] as const).map((action) =>
    matcher(rules.filter((rule) => rule.action === action)),
  ) as [Matcher, Matcher, Matcher]
  return (signer) => {
    const blocked = block(signer)
    if (blocked !== undefined) return { action: 'block', rule: blocked }
    if (allow(signer) !== undefined) return { action: 'allow' }
    const held = hold(signer)
    return held === undefined ? { action: 'pass' } : { action: 'hold', rule: held }
  }
}

/** @returns the id of a rule that fits */
type Matcher = (signer: Signer) => number | undefined

function matcher(rules: readonly Rule[]): Matcher {
  if (rules.length === 0) return () => undefined
  const of = (subject: RuleSubject) => rules.filter((rule) => rule.subject === subject)
  const addresses = new Map(of('address').map(({ pattern, id }) => [pattern, id]))
  const domains = new Map(of('domain').map(({ pattern, id }) => [pattern, id]))
  const names = namesOf(of('name'))
  const networks = of('network').map(({ pattern, id }) => ({
    id,
    ...(parseNetwork(pattern) as Network),
  }))
  return ({ name, emailKey, website, network }) =>
    addresses.get(emailKey) ??
    domainRule(domains, emailKey.slice(emailKey.lastIndexOf('@') + 1)) ??
    (website ? domainRule(domains, website) : undefined) ??
    names(name) ??
    (network ? networks.find(({ from, to }) => from <= network && network <= to)?.id : undefined)
}

/** The domain itself, `*.` of the one above, `**.` of itself and each above. */
function domainRule(domains: ReadonlyMap<string, number>, domain: string): number | undefined {
  if (domains.size === 0) return undefined
  const exact = domains.get(domain)
  if (exact !== undefined) return exact
  const labels = domain.split('.')
  for (let i = 0; i < labels.length - 1; i++) {
    const above = labels.slice(i).join('.')
    const found = domains.get(`**.${above}`) ?? (i === 1 ? domains.get(`*.${above}`) : undefined)
    if (found !== undefined) return found
  }
  return undefined
}

/** A name fits when it holds every word of the pattern, in any order: "Dr Merkel, Angela" too. */
function namesOf(rules: readonly Rule[]): (name: string) => number | undefined {
  const byLongestWord = new Map<string, { id: number; words: string[] }[]>()
  for (const { id, pattern } of rules) {
    const words = pattern.split(' ')
    const longest = words.reduce((one, other) => (other.length > one.length ? other : one))
    byLongestWord.set(longest, [...(byLongestWord.get(longest) ?? []), { id, words }])
  }
  return (name) => {
    if (byLongestWord.size === 0) return undefined
    const held = new Set(searchName(name).split(' '))
    for (const word of held) {
      const fits = byLongestWord
        .get(word)
        ?.find(({ words }) => words.every((each) => held.has(each)))
      if (fits) return fits.id
    }
    return undefined
  }
}
