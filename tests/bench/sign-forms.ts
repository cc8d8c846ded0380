/** Many different people's forms, and the links that their mails hold. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unseal } from '../../src/server/endorsements/tokens.ts'
import { startResend, type LocalResend } from '../support/resend.ts'
import type { Site } from '../support/site.ts'
import { until } from '../support/until.ts'
import { get, servedValues } from '../support/visitor.ts'

/**
 * Bodies of forms as a browser would post them; one served form's key serves for all.
 * @param who they are: the first part of their addresses
 */
export async function signForms(site: Site, count: number, who = 'person'): Promise<string[]> {
  const { formKey } = servedValues((await get(site, '/sign')).body)
  return Array.from({ length: count }, (_, i) =>
    new URLSearchParams({
      formKey: String(formKey),
      texts: 'convention',
      name: `Sample Signatory`,
      email: `${who}.${i}@example.org`,
      country: 'PT',
      visibility: 'public',
      consent: 'on',
    }).toString(),
  )
}

/** What Resend takes from a team: five requests a second, of a hundred mails each. */
export const mailService = (): Promise<LocalResend> => startResend(5)

/**
 * Paths of the links that were mailed, or wait to be: a service takes fewer mails than people sign.
 * Those that wait are opened with the site's key.
 */
export async function linksIn(site: Site, service: LocalResend, count: number): Promise<string[]> {
  const secretKey = readFileSync(join(site.dataDir, 'secret.key'), 'utf8').trim()
  const links = new Map<string, string>()
  const waiting = site.database()
  await until(
    async () => {
      const { rows } = await waiting.execute(
        "select id, sealed_token from outbox where message = 'confirm' and sealed_token is not null",
      )
      for (const row of rows)
        links.set(String(row['id']), `/confirm/${unseal(secretKey, String(row['sealed_token']))}`)
      for (const { text, tags } of service.taken) {
        const [path] = /\/confirm\/[\w-]{43}/.exec(text) ?? []
        if (path) links.set(tags[0]!.value, path)
      }
      return links.size >= count
    },
    'all mails to be queued',
    60_000,
  )
  waiting.close()
  return [...links.values()]
}
