/**
 * Domains where anybody gets an address: free mail, and disposable mail. The list is kept with the
 * project (mail-providers.txt says where it comes from); what staff know better goes before it.
 */
import { readFileSync } from 'node:fs'
import type { MAIL_PROVIDERS } from '../../../../db/words.ts'
import type { Context } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import { asciiDomain } from '../../endorsements/email-address.ts'

export type Provider = (typeof MAIL_PROVIDERS)[number]

const LIST = new URL('mail-providers.txt', import.meta.url)
let kept: Map<string, Provider> | undefined

/** What kind of provider a host of mail is, by the kept list and by staff. */
export async function providerOf(
  context: Pick<Context, 'database'>,
  host: string,
): Promise<Provider> {
  const names = parents(host)
  const rows = await context.database.readFresh(
    sql`select domain, provider from mail_domains where domain in (select value from json_each(${JSON.stringify(names)}))`,
  )
  const decided = new Map(rows.map((row) => [String(row['domain']), row['provider'] as Provider]))
  kept ??= readList(readFileSync(LIST, 'utf8'))
  // The nearest name decides; at one name, staff do.
  for (const name of names) {
    const provider = decided.get(name) ?? kept.get(name)
    if (provider) return provider
  }
  return 'own'
}

/** mail.example.org, example.org, … but no single label. */
function parents(host: string): string[] {
  const labels = host.split('.')
  return labels.slice(0, -1).map((_, i) => labels.slice(i).join('.'))
}

/** Lines of `free` or `disposable`, a space, a domain. */
function readList(text: string): Map<string, Provider> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => line.split(' ') as [Provider, string]).map(([kind, name]) => [name, kind]),
  )
}

/** What staff decided about a domain, and another look at everybody whose contact is there. @returns undefined when it is no domain */
export function judgeMailDomain(
  typed: string,
  provider: Provider,
  by: string,
  now: number,
): Statement[] | undefined {
  const domain = asciiDomain(typed.trim())
  if (!domain) return undefined
  const host = sql`substr(e.email_key, instr(e.email_key, '@') + 1)`
  return [
    sql`insert into mail_domains (domain, provider, decided_by, decided_at) values (${domain}, ${provider}, ${by}, ${now})
      on conflict (domain) do update set provider = excluded.provider, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
    sql`insert into evidence_requests (endorsement_id, asked_by, asked_at, due_at)
      select e.id, 'staff', ${now}, ${now} from organisations o join endorsements e on e.id = o.endorsement_id
      where e.source = 'site' and (${host} = ${domain} or ${host} like ${`%.${domain}`})
      on conflict (endorsement_id) where done_at is null do update set due_at = excluded.due_at, revision = revision + 1`,
  ]
}
