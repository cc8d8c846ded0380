/** A register with some of everything, made by the services and then served as a site. */
import { startApp } from './app.ts'
import { desk, linkReader, organisationForm, personForm, visitor } from './app-people.ts'
import { startSite, type Site } from './site.ts'

export type Signatory = {
  name: string
  country: string
  kind: 'individual' | 'organisation'
  texts: string[]
  listed: boolean
}

const COUNTRIES = ['PT', 'PT', 'PT', 'BR', 'XK']
const TEXTS = [['convention'], ['declaration'], ['convention', 'declaration']]

/** Somebody in every combination of country, texts and visibility. */
export const people: Signatory[] = Array.from({ length: 126 }, (_, i) => ({
  name: `Person ${letters(i)}`,
  country: COUNTRIES[i % 5]!,
  kind: 'individual' as const,
  texts: TEXTS[i % 3]!,
  listed: i % 7 !== 0,
}))
export const organisations: Signatory[] = Array.from({ length: 9 }, (_, i) => ({
  name: `Harbour ${letters(i)}`,
  country: COUNTRIES[(i + 2) % 5]!,
  kind: 'organisation' as const,
  texts: TEXTS[i % 3]!,
  listed: true,
}))
export const everybody = [...people, ...organisations]

/** Two letters for a number, so that names hold no digits. */
function letters(i: number): string {
  return String.fromCharCode(97 + Math.floor(i / 26), 97 + (i % 26))
}

const address = (name: string) => `${name.toLowerCase().replace(' ', '.')}@harbour.example`

export async function startSiteWithRegister(env: Record<string, string> = {}): Promise<Site> {
  const app = await startApp()
  const newLinks = linkReader(app)
  const of = ({ name, country, texts }: Signatory) => ({
    email: address(name),
    country,
    texts,
    name,
  })
  for (const person of people)
    await app.endorsements.submit(
      personForm(app, { ...of(person), visibility: person.listed ? 'public' : 'anonymous' }),
      visitor,
    )
  for (const organisation of organisations)
    await app.organisations.submit(
      organisationForm(app, { ...of(organisation), organisationName: organisation.name }),
      visitor,
    )
  const confirm = await newLinks()
  await Promise.all(confirm.map(({ token }) => app.endorsements.confirm(token, {})))
  const { decide } = desk(app)
  for (const { name } of organisations) await decide(address(name), 'approve')
  await newLinks()
  await app.close()
  return startSite({ DATA_DIR: app.config.dataDir, ...env })
}
