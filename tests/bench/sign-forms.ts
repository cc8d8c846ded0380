/** Many different people's forms, and the links that their mails hold. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
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

/** Waits until as many mails have left, and reads the path of the link in each. */
export async function tokensIn(site: Site, count: number): Promise<string[]> {
  const folder = join(site.dataDir, 'mailbox')
  const mails = async () =>
    (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'))
  await until(async () => (await mails()).length >= count, 'all mails to leave', 300_000)
  const paths: string[] = []
  for (const name of await mails()) {
    // Long lines are broken with "=" in quoted-printable.
    const mail = (await readFile(join(folder, name), 'utf8')).replace(/=\r?\n/g, '')
    paths.push(/\/confirm\/[\w-]{43}/.exec(mail)![0])
  }
  return paths
}
