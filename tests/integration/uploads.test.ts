/** Many files at once: those on their way, and those being decoded. */
import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hugePng } from '../support/pictures.ts'
import { fillInOrganisation } from '../support/people.ts'
import { expectPage } from '../support/refusals.ts'
import { startSite, type Site } from '../support/site.ts'
import { get } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

type Started = { req: ClientRequest; answered: Promise<{ status: number; body: string }> }

/** Begins to send a megabyte and stops half-way. */
async function half(): Promise<Started> {
  const req = request(`${site.url}/sign/organisation`, {
    method: 'POST',
    headers: {
      Origin: site.url,
      'Content-Type': 'multipart/form-data; boundary=x',
      'Content-Length': 1_000_000,
    },
  })
  const answered = new Promise<IncomingMessage>((resolve, reject) =>
    req.once('response', resolve).once('error', reject),
  ).then(async (res) => {
    let body = ''
    for await (const chunk of res) body += String(chunk)
    return { status: res.statusCode!, body }
  })
  await new Promise<void>((resolve) => req.write(Buffer.alloc(500_000, 'a'), () => resolve()))
  return { req, answered }
}

test('a fifth file from one network is refused while four are on their way, and taken after', async () => {
  const slow = await Promise.all(Array.from({ length: 4 }, half))
  // Each has its place once the site has seen more than any other form may hold.
  const logo = new File([new Uint8Array(200_000)], 'logo.png')
  await expect
    .poll(async () => (await fillInOrganisation(site, { logo })).status, { timeout: 5000 })
    .toBe(503)
  const refused = await fillInOrganisation(site, { logo })
  expectPage(refused, 503)
  expect(refused.headers.get('retry-after')).toBe('30')
  // Forms without a file, and pages, go on.
  expect((await fillInOrganisation(site, {})).status).toBe(303)
  for (const { req } of slow) req.end(Buffer.alloc(500_000, 'a'))
  for (const { answered } of slow) expect((await answered).status).toBe(400)
  expect((await fillInOrganisation(site, { logo })).status).toBe(422)
})

test('a crowd of bombs is refused one by one, and pages are served meanwhile', async () => {
  const bomb = hugePng(4800) // 23 million pixels: allowed, and dear
  const sent = Array.from({ length: 4 }, (_, i) =>
    fillInOrganisation(site, {
      logo: new File([bomb as BlobPart], 'logo.png'),
      email: `bomb${i}@harbour.example`,
    }),
  )
  expect((await get(site, '/healthz')).status).toBe(200)
  for (const { status } of await Promise.all(sent)) expect([303, 503]).toContain(status)
  expect(site.output()).not.toMatch(/"level":(50|60)/)
})
