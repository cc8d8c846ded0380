/** Shortcuts through the life of an endorsement, over HTTP and the local mailbox. */
import { readMailbox, readMail, type MailboxMail } from '../../src/server/mail/mailbox.ts'
import type { Site } from './site.ts'
import { until } from './until.ts'
import { fillIn, post, type Answer, type Fields } from './visitor.ts'

export const ana: Fields = {
  texts: ['convention'],
  name: 'Ana Pereira',
  email: 'ana.pereira@example.org',
  country: 'PT',
  visibility: 'public',
  consent: 'on',
}

export const fillInSign = (site: Site, fields: Fields): Promise<Answer> =>
  fillIn(site, '/sign', { ...ana, ...fields })

/** The mails to an address so far, newest first. */
export async function mailsTo(site: Site, address: string): Promise<MailboxMail[]> {
  const entries = (await readMailbox(site.dataDir, 100_000)).filter(
    ({ to }) => to.toLowerCase() === address.toLowerCase(),
  )
  return Promise.all(entries.map(async ({ id }) => (await readMail(site.dataDir, id))!))
}

/** Waits for a mail to an address whose link leads to `kind`, and gives the path of its link. */
export async function linkTo(
  site: Site,
  address: string,
  kind: 'confirm' | 'manage',
): Promise<string> {
  return until(async () => {
    for (const mail of await mailsTo(site, address)) {
      const link = new RegExp(`https?://\\S+(/${kind}/\\S+)`).exec(mail.text)?.[1]
      if (link) return link
    }
    return undefined
  }, `a mail to ${address} with a link to ${kind}`)
}

/** Waits for a mail to an address with a link below `folder`, and gives the path of the newest. */
export const linkOfMail = (site: Site, address: string, folder: string): Promise<string> =>
  until(async () => {
    for (const { text } of await mailsTo(site, address)) {
      const link = new RegExp(`https?://[^/\\s]+(/${folder}/\\S+)`).exec(text)?.[1]
      if (link) return link
    }
    return undefined
  }, `a mail to ${address} with a link to ${folder}`)

/** Signs and confirms. @returns path of the confirmation link */
export async function sign(site: Site, fields: Fields = {}): Promise<string> {
  const filled = { ...ana, ...fields }
  const sent = await fillInSign(site, filled)
  if (sent.status !== 303) throw new Error(`Signing was answered with ${sent.status}`)
  const link = await linkTo(site, String(filled['email']), 'confirm')
  const done = await post(site, link, {})
  if (done.status !== 303) throw new Error(`Confirming was answered with ${done.status}`)
  return link
}

export async function counts(site: Site) {
  const response = await fetch(`${site.url}/api/v1/counts.json`)
  return (await response.json()) as import('../../src/server/register/counts.ts').Counts
}

/** Subjects of the mails to an address so far, in alphabetical order. */
export const subjectsTo = async (site: Site, address: string): Promise<string[]> =>
  (await mailsTo(site, address)).map(({ subject }) => subject).sort()

/** Every link of a kind in the mails to an address so far, newest first. */
export async function linksTo(
  site: Site,
  address: string,
  kind: 'confirm' | 'manage',
): Promise<string[]> {
  const mails = await mailsTo(site, address)
  return mails.flatMap(
    ({ text }) => new RegExp(`https?://\\S+(/${kind}/\\S+)`).exec(text)?.[1] ?? [],
  )
}

export const harbour: Fields = {
  texts: ['convention'],
  organisationName: 'Open Harbour',
  organisationType: 'ngo',
  website: 'https://harbour.example',
  country: 'PT',
  contactName: 'Rui Costa',
  email: 'rui@harbour.example',
  authority: 'on',
  consent: 'on',
}

export const fillInOrganisation = (site: Site, fields: Fields): Promise<Answer> =>
  fillIn(site, '/sign/organisation', { ...harbour, ...fields })

/** Signs, confirms, and waits for the personal link. @returns its path */
export async function signAndManage(site: Site, fields: Fields = {}): Promise<string> {
  await sign(site, fields)
  return linkTo(site, String({ ...ana, ...fields }.email), 'manage')
}

/** Waits until an address has got that many mails. */
export const mailed = (site: Site, address: string, count: number): Promise<true> =>
  until(
    async () => (await mailsTo(site, address)).length >= count && (true as const),
    `${count} mails to ${address}`,
  )

/** Signs with an address that has had mail before, and waits for what this time brings. */
export async function signAgain(site: Site, fields: Fields): Promise<string> {
  const address = String({ ...ana, ...fields }.email)
  const had = (await mailsTo(site, address)).length
  await fillInSign(site, fields)
  await mailed(site, address, had + 1)
  await post(site, (await linksTo(site, address, 'confirm'))[0]!, {})
  await mailed(site, address, had + 2)
  return (await linksTo(site, address, 'manage'))[0]!
}

/** Waits for a mail to each of these addresses. @returns the paths of the links, in their order */
export async function linksToAll(
  site: Site,
  addresses: string[],
  kind: 'confirm' | 'manage',
): Promise<string[]> {
  const found = await until(async () => {
    const links = await linksByAddress(site, kind)
    return addresses.every((address) => links.has(address)) && links
  }, `mails to ${addresses.length} addresses`)
  return addresses.map((address) => found.get(address)!)
}

async function linksByAddress(site: Site, kind: string): Promise<Map<string, string>> {
  const links = new Map<string, string>()
  for (const { id, to } of await readMailbox(site.dataDir, 100_000)) {
    const { text } = (await readMail(site.dataDir, id))!
    const link = new RegExp(`https?://\\S+(/${kind}/\\S+)`).exec(text)?.[1]
    if (link) links.set(to, link)
  }
  return links
}
