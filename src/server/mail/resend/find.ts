/**
 * Which mails the service took long ago, where its memory of keys is over: its list is read back to
 * that time, and what went to the same address is looked at for our tag.
 */
import type { Resend } from 'resend'
import { MINUTE } from '../../context.ts'
import type { Outgoing } from '../transport.ts'
import { MAIL_TAG } from '../tags.ts'
import { inAscii, type Ask } from './transport.ts'

const PAGE = 100
/** Of a list without end, so much is read. */
const MOST_PAGES = 200

/** @returns ids of mails with the service's ids; undefined for a key that may only send @throws on no answer */
export async function findTaken(
  service: Resend,
  mails: readonly Pick<Outgoing, 'id' | 'to'>[],
  since: number,
  ask: Ask,
): Promise<Map<string, string> | undefined> {
  const addresses = new Set(mails.map(({ to }) => inAscii(to).toLowerCase()))
  const wanted = new Set(mails.map(({ id }) => id))
  const found = new Map<string, string>()
  let after: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const { data, error } = await ask((patience) =>
      service.emails.list({ limit: PAGE, ...(after && { after }) }, patience),
    )
    if (error?.statusCode === 401 || error?.statusCode === 403) return undefined
    if (!data) throw new Error(error?.message ?? 'no answer')
    for (const { id, to } of data.data) {
      if (!to.some((address) => addresses.has(address.toLowerCase()))) continue
      const mail = await tagOf(service, id, ask)
      if (mail !== undefined && wanted.has(mail)) found.set(mail, id)
    }
    const last = data.data.at(-1)
    if (found.size === wanted.size || !data.has_more || !last) return found
    if (Date.parse(last.created_at) < since - MINUTE) return found
    after = last.id
  }
  return undefined
}

async function tagOf(service: Resend, id: string, ask: Ask): Promise<string | undefined> {
  const { data, error } = await ask((patience) => service.emails.get(id, patience))
  if (!data) throw new Error(error?.message ?? 'no answer')
  return data.tags?.find(({ name }) => name === MAIL_TAG)?.value
}
