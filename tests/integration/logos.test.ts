import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { query } from '../support/database.ts'
import { fillInOrganisation, harbour } from '../support/people.ts'
import { expectComplaints, expectPage, leavingNothing } from '../support/refusals.ts'
import { hugePng, picture } from '../support/pictures.ts'
import { startSite, type Site } from '../support/site.ts'
import { formValues } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

const file = (bytes: Uint8Array | string, name = 'logo.png', type = 'image/png') =>
  new File([bytes as BlobPart], name, { type })
const endorse = (logo: File, email = 'rui@harbour.example') =>
  fillInOrganisation(site, { logo, email })
const keptLogo = async (email: string) =>
  (await query(site, 'select logo from submissions where email = ?', [email]))[0]?.[
    'logo'
  ] as ArrayBuffer | null

/** A picture that does not become small. */
const noise = () =>
  sharp({
    create: {
      ...{ width: 300, height: 300, channels: 3, background: '#fff' },
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })

describe('a picture is taken', () => {
  test.each([
    ['PNG', () => picture(400, 200).png().toBuffer()],
    ['JPEG', () => picture(400, 200).jpeg().toBuffer()],
    ['WebP', () => picture(400, 200).webp().toBuffer()],
  ])('%s, and kept as a small WebP', async (format, make) => {
    const email = `${format}@harbour.example`.toLowerCase()
    expect((await endorse(file(await make()), email)).status).toBe(303)
    const kept = await sharp(Buffer.from((await keptLogo(email))!)).metadata()
    expect(kept).toMatchObject({ format: 'webp', width: 320, height: 160 })
  })

  test('a small one is not made larger', async () => {
    await endorse(file(await picture(40, 40).png().toBuffer()), 'small@harbour.example')
    const kept = await sharp(Buffer.from((await keptLogo('small@harbour.example'))!)).metadata()
    expect(kept).toMatchObject({ width: 40, height: 40 })
  })

  test('and nothing of the file itself is kept: no place, no camera, no second format', async () => {
    const jpeg = await picture(64, 64)
      .withExif({ IFD0: { Copyright: 'Secret Studio', Artist: 'Hidden Hand' } })
      .jpeg()
      .toBuffer()
    const both = Buffer.concat([jpeg, Buffer.from('<script>alert(1)</script>PK\u0003\u0004')])
    await endorse(file(both), 'exif@harbour.example')
    const bytes = Buffer.from((await keptLogo('exif@harbour.example'))!).toString('latin1')
    expect(bytes).not.toMatch(/Secret Studio|Hidden Hand|script|PK\u0003/)
  })

  test('no picture is no picture', async () => {
    expect(
      (await endorse(file('', '', 'application/octet-stream'), 'none@harbour.example')).status,
    ).toBe(303)
    expect(await keptLogo('none@harbour.example')).toBeNull()
  })
})

describe('what is no picture is refused, and what was typed is kept', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  test.each<[string, () => Promise<Uint8Array> | Uint8Array | string]>([
    ['a text that is called PNG', () => 'Not a picture at all.'],
    ['a page that is called PNG', () => '<!doctype html><script>alert(1)</script>'],
    ['an SVG', () => svg],
    ['an SVG with a declaration', () => `<?xml version="1.0"?>${svg}`],
    ['a GIF', () => picture(10, 10).gif().toBuffer()],
    ['a TIFF', () => picture(10, 10).tiff().toBuffer()],
    ['a PDF', () => '%PDF-1.7\n%âãÏÓ\n1 0 obj'],
    ['half a PNG', async () => (await picture(300, 300).png().toBuffer()).subarray(0, 200)],
    ['half a WebP', async () => (await noise().webp().toBuffer()).subarray(0, 5000)],
    ['an HEIF by its first bytes', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1')],
    [
      'a JPEG without an end',
      async () => {
        const jpeg = await noise().jpeg().toBuffer()
        return jpeg.subarray(0, jpeg.length >> 1)
      },
    ],
    [
      'a PNG with a broken middle',
      async () => {
        const bytes = await picture(300, 300).png().toBuffer()
        return Buffer.concat([bytes.subarray(0, 60), Buffer.alloc(200, 7), bytes.subarray(60)])
      },
    ],
    ['a PNG of 400 million pixels in 50 KB', () => hugePng(20_000)],
  ])('%s', { timeout: 60_000 }, async (_, make) => {
    const logo = file(await make())
    const answer = await leavingNothing(site, () => endorse(logo))
    expectComplaints(answer, ['logo'])
    expect(answer.body).toContain('Logo must be a PNG, JPEG or WebP picture that is not damaged')
    expect(formValues(answer)['organisationName']).toBe(harbour['organisationName'])
  })

  test('more than 2 MB', async () => {
    const logo = file(Buffer.alloc(2 * 1024 * 1024 + 1))
    const answer = await leavingNothing(site, () => endorse(logo))
    expectComplaints(answer, ['logo'])
    expect(answer.body).toContain('Logo must be 2 MB or smaller')
  })

  test('far more than 2 MB: too large for any form', async () => {
    const logo = file(Buffer.alloc(6 * 1024 * 1024))
    // The sender of a large body gets to read the answer, every time.
    for (let i = 0; i < 10; i++) expectPage(await leavingNothing(site, () => endorse(logo)), 413)
  })

  test('a picture where a name is due', async () => {
    const name = file(await picture(10, 10).png().toBuffer())
    const answer = await leavingNothing(site, () =>
      fillInOrganisation(site, { organisationName: name }),
    )
    expectComplaints(answer, ['organisationName'])
  })
})

test('none of it was an error of ours, and the site still answers', () => {
  expect(site.output()).not.toMatch(/"level":(50|60)/)
})
