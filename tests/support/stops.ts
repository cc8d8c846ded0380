/** Every page of the site in every state it can be in, with what it takes to get there. */
import { endorsed } from './organisations.ts'
import { ana, fillInSign, linkOfMail, linkTo, sign, signAndManage } from './people.ts'
import type { Site } from './site.ts'
import { fillIn, get, post, type Answer, type Fields } from './visitor.ts'

export type Stop = {
  name: string
  path: string
  /** the page as it came, where asking for the address is not enough */
  answer?: Answer
  /** for search engines: with an address of its own */
  canonical?: boolean
}

const PUBLIC = [
  '/',
  '/convention',
  '/convention/people',
  '/convention/chapters/1',
  '/convention/guide',
  '/convention/guide/4',
  '/convention/text',
  '/convention/articles/8',
  '/convention/1.0/ar/articles/18',
  '/convention/1.0/en/articles/17/beside/ar',
  '/convention/1.1/en/articles/18/compare/1.0',
  '/convention/rights',
  '/declaration',
  '/declaration/guide',
  '/about',
  '/about/data',
  '/about/embed',
  '/privacy',
  '/sign',
  '/sign/organisation',
  '/signatories',
  '/signatories/PT',
  '/map',
  '/search',
  '/manage',
]
const PLAIN = [
  '/sign/sent',
  '/mailbox',
  '/signatories?q=nobodyisnamedlikethis',
  '/signatories?kind=organisation',
  '/search?q=refugee',
  '/about/embed?show=map&size=full&theme=dark&text=declaration',
  '/search?q=nobodywrotethis',
  '/convention/people?for=study&for=work&forced=yes&state=yes',
  '/confirm/none',
  '/address/none',
  '/not-me/none',
  '/manage/none',
  '/never/none',
  '/unsubscribe/none',
  '/no-such-page',
  '/convention/articles/999',
]

const comment = 'Because it is time.\n\n<script>alert(4)</script> ليلى & others <img src=x>'
export const organisation: Fields = {
  texts: ['convention', 'declaration'],
  organisationName: 'Network of Port Cities',
  organisationType: 'network',
  website: 'https://ports.example.org/',
  country: 'KE',
  contactName: 'Wanjiru Kamau',
  email: 'wanjiru@ports.example.org',
  statement: comment,
  authority: 'on',
  consent: 'on',
}

/** Brings a site into all its states. */
export async function allStops(site: Site): Promise<Stop[]> {
  const plain = [
    ...PUBLIC.map((path) => ({ name: path, path, canonical: true })),
    ...PLAIN.map((path) => ({ name: path, path })),
  ]
  return [...plain, ...(await personal(site)), ...(await refused(site))]
}

async function personal(site: Site): Promise<Stop[]> {
  const at = (name: string, path: string) => ({ name, path })
  const signed = await sign(site, { email: 'signed@example.org', comment })
  await fillInSign(site, { email: 'pending@example.org', comment, affiliation: 'Ö & “Søn”' })
  await fillInSign(site, { email: 'expired@example.org' })
  await fillIn(site, '/sign/organisation', organisation)
  const expired = await linkTo(site, 'expired@example.org', 'confirm')
  const database = site.database()
  await database.execute(`update tokens set expires_at = 1 where submission_id in
    (select id from submissions where email = 'expired@example.org')`)
  database.close()
  const pending = await linkTo(site, 'pending@example.org', 'confirm')
  const organisations = await linkTo(site, 'wanjiru@ports.example.org', 'confirm')
  const manage = await linkTo(site, 'signed@example.org', 'manage')
  const never = await linkOfMail(site, 'expired@example.org', 'never')
  await post(site, never, {})
  const mail = /\/mailbox\/[\w.-]+/.exec((await get(site, '/mailbox')).body)![0]
  return [
    at('a mail', mail),
    at('confirm: pending', pending),
    at('confirm: an organisation', organisations),
    at('confirm: done', signed),
    at('confirm: expired', expired),
    at('manage', manage),
    at('not me', pending.replace('confirm', 'not-me')),
    at('not me: too late', signed.replace('confirm', 'not-me')),
    ...(await moving(site)),
    await posted(site, 'confirm: without a name', pending, { name: ' ' }),
    await posted(site, 'manage: without a text', manage, { ...ana, texts: [] }),
    await posted(site, 'manage: saved', manage, { ...ana, comment }),
    ...(await leaving(site)),
    at('never: shown', await linkOfMail(site, 'pending@example.org', 'never')),
    at('never: done', never),
    ...(await ofAnOrganisation(site)),
  ]
}

/** A signature on its way to another address. */
async function moving(site: Site): Promise<Stop[]> {
  const manage = await signAndManage(site, { email: 'moving@example.org' })
  const path = `${manage}/address`
  const asked = await posted(site, 'address: asked', path, { email: 'moved@example.org' })
  const offer = await linkOfMail(site, 'moved@example.org', 'address')
  return [
    asked,
    await posted(site, 'address: none', path, { email: 'x' }),
    { name: 'address: offered', path: offer },
    { name: 'not me: a move', path: offer.replace('address', 'not-me') },
  ]
}

/** What its contact sees of an organisation. */
async function ofAnOrganisation(site: Site): Promise<Stop[]> {
  const manage = await endorsed(site, { ...organisation, email: 'amina@ports.example.org' })
  const ways = ['', '/edit', '/proof', '/handover'].map((way) => `${manage}${way}`)
  return [
    ...ways.map((path) => ({ name: `organisation: ${path.split('/')[3] ?? 'manage'}`, path })),
    await posted(site, 'organisation: edit, empty', `${manage}/edit`, { organisationName: '' }),
    await posted(site, 'organisation: no ROR ID', `${manage}/proof/ror`, { ror: '123' }),
    await posted(site, 'organisation: handed to nobody', `${manage}/handover`, { email: 'x' }),
    { name: 'handover: none', path: '/handover/none' },
  ]
}

async function leaving(site: Site): Promise<Stop[]> {
  await sign(site, { email: 'leaving@example.org' })
  const manage = await linkTo(site, 'leaving@example.org', 'manage')
  return [
    await posted(site, 'manage: withdrawn', `${manage}/withdrawal`, {}),
    await posted(site, 'manage: erased', `${manage}/erasure`, {}),
  ]
}

async function refused(site: Site): Promise<Stop[]> {
  const far = { headers: { Origin: 'https://elsewhere.example' } }
  const large = { comment: 'x'.repeat(65_536) }
  return [
    { name: 'sign: empty', path: '/sign', answer: await fillIn(site, '/sign', { texts: [] }) },
    {
      name: 'organisation: empty',
      path: '/sign/organisation',
      answer: await fillIn(site, '/sign/organisation', {}),
    },
    await posted(site, 'manage: no address', '/manage', { email: 'nobody' }),
    await posted(site, 'manage: asked', '/manage', { email: 'nobody@example.org' }),
    await posted(site, 'refused: too large', '/sign', large),
    await posted(site, 'refused: no method', '/about', {}),
    { name: 'refused: other site', path: '/sign', answer: await post(site, '/sign', ana, far) },
  ]
}

async function posted(site: Site, name: string, path: string, fields: Fields): Promise<Stop> {
  return { name, path, answer: await post(site, path, fields) }
}
