/** Pictures for sharing and cards of signatories, over the services and over HTTP. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOUR } from '../../src/server/context.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { desk, personForm } from '../support/app-people.ts'
import { linkTo, sign } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { specimenTexts } from '../support/specimen-site.ts'
import { get, post } from '../support/visitor.ts'

const picture = async (site: Site, path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(site.url + path, { headers, redirect: 'manual' })
  return { response, bytes: Buffer.from(await response.arrayBuffer()) }
}
const sizeOf = async (bytes: Uint8Array) => {
  const { width, height, format } = await sharp(bytes).metadata()
  return `${format} ${width}×${height}`
}

describe('A picture of a page', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp()
  })
  afterAll(() => app.remove())
  const home = async () => {
    const { etag, bytes } = app.pictures.share('home.png')!
    return { etag, bytes: Buffer.from((await bytes())!) }
  }

  test('is kept for the rest of the hour, and then shows the new figure', async () => {
    const before = await home()
    await desk(app).confirmed(personForm(app))
    app.clock.now += HOUR / 2
    expect(await home()).toEqual(before)
    app.clock.now += HOUR / 2
    const after = await home()
    expect(after.etag).not.toBe(before.etag)
    expect(after.bytes.equals(before.bytes)).toBe(false)
    expect(readdirSync(join(app.config.dataDir, 'pictures'))).toHaveLength(2)
  })

  test('is drawn once for all who ask at the same time', async () => {
    app.clock.now += HOUR
    const all = await Promise.all(Array.from({ length: 50 }, home))
    expect(new Set(all.map(({ etag }) => etag)).size).toBe(1)
    expect(all.every(({ bytes }) => bytes.equals(all[0]!.bytes))).toBe(true)
    expect(readdirSync(join(app.config.dataDir, 'pictures'))).toHaveLength(3)
  })

  test('of a country is of that country', async () => {
    const [portugal, kenya] = ['PT', 'KE'].map((code) =>
      app.pictures.share(`signatories/${code}.png`)!,
    )
    expect(portugal!.etag).not.toBe(kenya!.etag)
    expect(Buffer.from((await portugal!.bytes())!)).not.toEqual(
      Buffer.from((await kenya!.bytes())!),
    )
  })

  test('is there only for a page that is', () => {
    for (const path of [
      ...['signatories/QQ.png', 'signatories/pt.png', 'convention/articles/1.png', 'x.png', ''],
      ...['../../secret.key', 'home.png/x', `convention/articles/${'9'.repeat(5000)}.png`],
    ])
      expect([path, app.pictures.share(path)]).toEqual([path, undefined])
  })

  test('gives way when it cannot be kept', async () => {
    const broken = await startApp()
    writeFileSync(join(broken.config.dataDir, 'pictures'), 'a file where the folder should be')
    expect(await broken.pictures.share('home.png')!.bytes()).toBeUndefined()
    await broken.remove()
  })

  test('gives way when a crawler asks for all of them at once', async () => {
    app.clock.now += HOUR
    const codes = ['PT', 'KE', 'BR', 'IN', 'FR', 'DE', 'ES', 'IT', 'US', 'CA', 'MX', 'JP', 'CN']
    const more = ['NG', 'GH', 'ZA', 'EG', 'MA', 'TN', 'AR', 'CL', 'PE', 'CO', 'SE', 'NO', 'FI']
    const asked = [...codes, ...more].map((code) =>
      app.pictures.share(`signatories/${code}.png`)!.bytes(),
    )
    const made = await Promise.all(asked)
    expect(made.filter(Boolean)).toHaveLength(20)
    expect(await app.pictures.share('signatories/FI.png')!.bytes()).toBeDefined()
  })
})

describe('Over HTTP', () => {
  let site: Site
  beforeAll(async () => {
    site = await startSite(specimenTexts())
  })
  afterAll(() => site.remove())

  test.each([
    '/pictures/home.png',
    '/pictures/convention.png',
    '/pictures/convention/articles/8.png',
    '/pictures/convention/1.0/ar/articles/18.png',
    '/pictures/signatories/PT.png',
  ])('%s is a picture that anybody may keep for an hour', async (path) => {
    const { response, bytes } = await picture(site, path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('image/png')
    expect(response.headers.get('cache-control')).toContain('public, max-age=3600')
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(await sizeOf(bytes)).toBe('png 1200×630')
    const again = await picture(site, path, { 'If-None-Match': response.headers.get('etag')! })
    expect([again.response.status, again.bytes.length]).toEqual([304, 0])
  })

  test('a page says which is its picture, and it is there', async () => {
    for (const path of ['/', '/map', '/convention/articles/8', '/signatories/PT', '/sign']) {
      const { body } = await get(site, path)
      const [, address] = /<meta property="og:image" content="([^"]*)"/.exec(body)!
      expect(await sizeOf((await picture(site, new URL(address!).pathname)).bytes)).toBe(
        'png 1200×630',
      )
    }
  })

  test.each([
    '/pictures',
    '/pictures/x.png',
    '/pictures/%2e%2e/secret.key',
    '/pictures/signatories/%00.png',
    '/pictures/convention/articles/999999.png',
  ])('%s is not there', async (path) => {
    expect((await picture(site, path)).response.status).toBeGreaterThanOrEqual(400)
    expect((await picture(site, path)).response.status).toBeLessThan(500)
  })

  describe('a signatory', () => {
    const card = (link: string, query = '') => picture(site, `${link}/card.png${query}`)

    test('gets a card by either link, the name on it only when asked for', async () => {
      const confirm = await sign(site, { email: 'card@example.org', name: 'ليلى حداد' })
      const manage = await linkTo(site, 'card@example.org', 'manage')
      for (const link of [confirm, manage]) {
        const [plain, named] = [await card(link), await card(link, '?name=shown')]
        expect(await sizeOf(plain.bytes)).toBe('png 1080×1080')
        expect(plain.bytes.equals(named.bytes)).toBe(false)
        expect(plain.bytes.equals((await card(link, '?name=%22%3E')).bytes)).toBe(true)
        expect(plain.response.headers.get('cache-control')).toBe('no-store')
        expect(plain.response.headers.get('content-disposition')).toMatch(/^attachment/)
        expect(plain.response.headers.get('cross-origin-resource-policy')).toBe('same-origin')
      }
      expect((await get(site, confirm)).body).toContain(`${confirm}/card.png?name=shown`)
      expect((await get(site, manage)).body).toContain(`${manage}/card.png`)
    })

    test('gets none any more once the signature is withdrawn', async () => {
      const confirm = await sign(site, { email: 'gone@example.org' })
      const manage = await linkTo(site, 'gone@example.org', 'manage')
      await post(site, `${manage}/withdrawal`, {})
      for (const link of [confirm, manage]) expect((await card(link)).response.status).toBe(404)
      expect((await get(site, manage)).body).not.toContain('card.png')
    })

    test('who has not confirmed, and whoever guesses, gets none', async () => {
      for (const link of ['/confirm/x', '/manage/x', `/manage/${'a'.repeat(43)}`, '/confirm/1'])
        expect((await card(link)).response.status).toBe(404)
    })
  })
})
