/**
 * Which addresses of the large providers are one mailbox, by the providers' own help pages:
 * Gmail ignores dots; Gmail, Outlook, iCloud, Proton, Fastmail and Yandex deliver name+tag to
 * name; several have domains that are one. Elsewhere nothing is assumed: a dot or a plus may
 * well be somebody else.
 */
type Rule = { domains: readonly string[]; plusTags: boolean; ignored?: RegExp }

// The first domain of a rule stands for all of it.
const RULES: readonly Rule[] = [
  { domains: ['gmail.com', 'googlemail.com'], plusTags: true, ignored: /\./g },
  {
    domains: ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'],
    plusTags: true,
    ignored: /[._-]/g,
  },
  { domains: ['icloud.com', 'me.com', 'mac.com'], plusTags: true },
  { domains: ['fastmail.com', 'fastmail.fm'], plusTags: true },
  { domains: ['yandex.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'ya.ru'], plusTags: true },
  ...[
    'outlook.com',
    'hotmail.com',
    'live.com',
    'msn.com',
    'hey.com',
    'zoho.com',
    'tutanota.com',
  ].map((domain) => ({ domains: [domain], plusTags: true })),
]

const ruleOf = new Map(
  RULES.flatMap((rule) => rule.domains.map((domain) => [domain, rule] as const)),
)

/** @param local lower case @param domain ASCII, lower case @returns the e-mail key */
export function applyProviderRules(local: string, domain: string): string {
  const rule = ruleOf.get(domain)
  if (!rule) return `${local}@${domain}`
  let mailbox = rule.plusTags ? local.replace(/(?<=.)\.?\+.*$/u, '') : local
  if (rule.ignored) mailbox = mailbox.replace(rule.ignored, '') || mailbox
  return `${mailbox}@${rule.domains[0]}`
}
