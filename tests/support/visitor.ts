/** Somebody with a browser but without script: gets pages, fills in the forms that stand in them. */
import type { Site } from './site.ts'

export type Answer = { status: number; headers: Headers; body: string; location: string | null }
export type Fields = Record<string, string | string[] | Blob | undefined>

export async function get(
  site: Pick<Site, 'url'>,
  path: string,
  init: RequestInit = {},
): Promise<Answer> {
  const ask = () => fetch(new URL(path, site.url), { redirect: 'manual', ...init })
  return answer(await orAnew(ask))
}

/** As browsers do: a kept connection that was closed while nobody used it is no answer. */
async function orAnew(ask: () => Promise<Response>): Promise<Response> {
  try {
    return await ask()
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string }
    if (code === 'UND_ERR_SOCKET' || code === 'ECONNRESET') return ask()
    throw error
  }
}

/** Posts fields as they are, the way a browser of this site would. */
export async function post(
  site: Pick<Site, 'url'>,
  path: string,
  fields: Fields,
  init: RequestInit = {},
): Promise<Answer> {
  const multipart = Object.values(fields).some((value) => value instanceof Blob)
  const form = multipart ? new FormData() : new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value ?? []].flat()) form.append(name, one as string)
  }
  const { headers, ...rest } = init
  return answer(
    await fetch(new URL(path, site.url), {
      method: 'POST',
      redirect: 'manual',
      body: form,
      ...rest,
      headers: { Origin: site.url, ...(headers as Record<string, string>) },
    }),
  )
}

/** Opens a page, fills in its form (the one at `index`) and sends it. `undefined` leaves a field out. */
export async function fillIn(
  site: Pick<Site, 'url'>,
  path: string,
  fields: Fields,
  index = 0,
  init: RequestInit = {},
): Promise<Answer> {
  const page = await get(site, path, init)
  // The form to sign out, which stands above every page of staff, is not meant.
  const main = page.body.slice(page.body.indexOf('<main'))
  const form = [...main.matchAll(/<form[^>]*method="post"[\s\S]*?<\/form>/g)][index]?.[0]
  if (!form) throw new Error(`No form at ${path}`)
  const action = /<form[^>]*action="([^"]*)"/.exec(form)?.[1] ?? path
  return post(site, decode(action)!, { ...servedValues(form), ...fields }, init)
}

/** What a form holds as it is served: hidden fields, ticked boxes, typed values. */
export function servedValues(form: string): Fields {
  const values: Record<string, string | string[]> = {}
  for (const [input] of form.matchAll(/<input(?:"[^"]*"|[^>"])*>/g)) {
    const attribute = (name: string) => decode(new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1])
    const name = attribute('name')
    if (!name || /type="file"/.test(input)) continue
    if (/type="(checkbox|radio)"/.test(input) && !/ checked/.test(input)) continue
    values[name] =
      name === 'texts'
        ? [...(values[name] ?? []), attribute('value') ?? '']
        : (attribute('value') ?? '')
  }
  return values
}

export const decode = (text: string | undefined) =>
  text
    ?.replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#34;', '"')
    .replaceAll('&#38;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

async function answer(response: Response): Promise<Answer> {
  const { status, headers } = response
  return { status, headers, body: await response.text(), location: headers.get('location') }
}

/** A page without what stands in quotes: what is left of typed text there would be markup. */
export const markupOf = ({ body }: Answer): string => body.replace(/"[^"]*"/g, '""')

/** What the form of a page holds, as a browser would send it again. */
export function formValues({ body }: Answer, index = 0): Fields {
  const form = [...body.matchAll(/<form[^>]*method="post"[\s\S]*?<\/form>/g)][index]?.[0] ?? ''
  const values = servedValues(form)
  for (const [, name, text] of form.matchAll(
    /<textarea[^>]* name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g,
  ))
    values[name!] = decode(text)
  for (const [, name, options] of form.matchAll(
    /<select[^>]* name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    values[name!] = decode(/<option value="([^"]*)" selected/.exec(options!)?.[1]) ?? ''
  return values
}

/** Where the lines of the error summary lead, without the #. */
export const complaintsOf = ({ body }: Answer): string[] => {
  const summary = /<div[^>]*id="error-summary"[\s\S]*?<\/div>/.exec(body)?.[0] ?? ''
  return [...summary.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id!)
}
