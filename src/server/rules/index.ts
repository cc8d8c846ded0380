/** Rules: who is held for review, who is blocked, who may always pass. Staff write them; signing asks them. */
export {
  compileRules,
  type Judge,
  type Rule,
  type RuleAction,
  type Signer,
  type Verdict,
} from './judge.ts'
export { keptNetwork, parseNetwork, writtenNetwork } from './network.ts'
export { parsePattern, type PatternProblem, type RuleSubject } from './patterns.ts'
export { keepRules, type RulesCopy } from './rules-copy.ts'
