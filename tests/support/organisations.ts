/** Organisations over HTTP: endorsed and confirmed, with the link of their contact. */
import { fillInOrganisation, linkTo, harbour } from './people.ts'
import type { Site } from './site.ts'
import { post, type Fields } from './visitor.ts'

/** Endorses, confirms, waits for the manage link. @returns its path */
export async function endorsed(site: Site, fields: Fields = {}): Promise<string> {
  const email = String({ ...harbour, ...fields }.email)
  const sent = await fillInOrganisation(site, fields)
  if (sent.status !== 303) throw new Error(`Endorsing was answered with ${sent.status}`)
  const done = await post(site, await linkTo(site, email, 'confirm'), {})
  if (done.status !== 303) throw new Error(`Confirming was answered with ${done.status}`)
  return linkTo(site, email, 'manage')
}
