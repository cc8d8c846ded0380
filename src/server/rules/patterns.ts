/** What a rule looks for, read from what staff typed and written as it is compared. */
import { asciiDomain, parseEmail } from '../endorsements/email-address.ts'
import { cleanLine } from '../endorsements/names.ts'
import { searchName } from '../register/search-name.ts'
import type { RULE_SUBJECTS } from '../../../db/words.ts'
import { parseNetwork } from './network.ts'

export type RuleSubject = (typeof RULE_SUBJECTS)[number]
export type PatternProblem =
  'name' | 'address' | 'domain' | 'network' | 'networkTooFine' | 'networkTooWide'

const LONGEST = 254

/**
 * Reads one line. A name is folded as for search; an address becomes its e-mail key; a domain may
 * begin with `*.` (one label more) or `**.` (itself and all below).
 */
export function parsePattern(
  subject: RuleSubject,
  typed: string,
): { pattern: string } | PatternProblem {
  const line = cleanLine(typed)
  if (line.length > LONGEST) return subject
  switch (subject) {
    case 'name': {
      const pattern = searchName(line)
      return /\p{L}/u.test(pattern) ? { pattern } : 'name'
    }
    case 'address': {
      const email = parseEmail(line)
      return typeof email === 'object' ? { pattern: email.key } : 'address'
    }
    case 'domain': {
      const [, stars = '', rest = ''] = /^(\*\*?\.)?(.*)$/.exec(line.replace(/^@/, '')) ?? []
      const domain = asciiDomain(rest)
      return domain ? { pattern: stars + domain } : 'domain'
    }
    case 'network': {
      const network = parseNetwork(line)
      if (typeof network === 'object') return { pattern: line.toLowerCase() }
      return network === 'form'
        ? 'network'
        : network === 'tooFine'
          ? 'networkTooFine'
          : 'networkTooWide'
    }
  }
}
