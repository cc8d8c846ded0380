import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { agesBy } from '../../src/server/http/hot-keys.ts'
import { hotPages, type HotPages } from '../../src/server/http/hot-pages.ts'
import type { Rendered } from '../../src/server/http/render.ts'

/** A page that counts its renders; `gate` holds a render back until the test lets it go. */
function pageOf(renders: string[], gate: { wait?: Promise<void> | undefined; fail?: boolean }) {
  return async (path: string): Promise<Rendered> => {
    renders.push(path)
    const body = Buffer.from(`${path} render ${renders.length} ${'x'.repeat(1000)}`)
    await gate.wait
    if (gate.fail) throw new Error('the page is broken')
    return { status: 200, body, type: 'text/html', caching: '', own: [], keepable: true }
  }
}

let server: Server
let hot: HotPages
let renders: string[]
let gate: { wait?: Promise<void> | undefined; fail?: boolean }
let version: number

beforeEach(async () => {
  renders = []
  gate = {}
  version = 1
  hot = hotPages({
    render: pageOf(renders, gate),
    version: () => version,
    headers: [],
    limit: 20_000,
  })
  server = createServer((req, res) => void hot.answer(req, res)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

const read = async (path: string) =>
  (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)).text()

describe('A hot page', () => {
  test('is rendered once for many who come at once', async () => {
    const bodies = await Promise.all(Array.from({ length: 50 }, () => read('/')))
    expect(renders).toEqual(['/'])
    expect(new Set(bodies).size).toBe(1)
  })

  test('is rendered again when the register has changed, and not otherwise', async () => {
    await read('/')
    await read('/')
    expect(renders).toHaveLength(1)
    version = 2
    expect(await read('/')).toContain('render 2')
    expect(renders).toHaveLength(2)
  })

  test('is rendered a few times in quick succession and then at most once a second', async () => {
    for (let i = 0; i < 300; i++) {
      version++
      await read('/')
    }
    expect(renders.length).toBeGreaterThan(1)
    expect(renders.length).toBeLessThan(10)
  })

  test('serves the old bytes to others while one render is under way', async () => {
    await read('/')
    version = 2
    let open = () => {}
    gate.wait = new Promise((resolve) => (open = resolve))
    const first = read('/')
    await expect.poll(() => renders.length).toBe(2)
    expect(await read('/')).toContain('render 1')
    expect(renders).toHaveLength(2)
    open()
    expect(await first).toContain('render 2')
  })

  test('has nobody waiting where changes follow one another', async () => {
    await read('/')
    for (version of [2, 3]) await read('/')
    version = 4
    let open = () => {}
    gate.wait = new Promise((resolve) => (open = resolve))
    expect(await read('/')).toContain('render 3')
    await expect.poll(() => renders.length).toBe(4)
    open()
    await expect.poll(() => read('/')).toContain('render 4')
  })

  test('is renewed after the one before, not together with it', async () => {
    await read('/')
    await read('/map')
    version = 2
    let open = () => {}
    gate.wait = new Promise((resolve) => (open = resolve))
    const both = Promise.all([read('/'), read('/map')])
    await expect.poll(() => renders.length).toBe(3)
    open()
    expect(await both).toEqual([
      expect.stringContaining('/ render 3'),
      expect.stringContaining('/map render 4'),
    ])
  })

  test.each(['/about', '/convention/chapters/2', '/convention/articles/3'])(
    'at %s is not made anew for a change of the register',
    (path) => expect(agesBy(path)).not.toBe('register'),
  )

  test.each(['/', '/signatories', '/signatories/PT', '/map', '/api/v1/counts.json', '/embed/map'])(
    'at %s shows a change of the register',
    (path) => expect(agesBy(path)).toBe('register'),
  )

  test('keeps its old bytes when a render fails', async () => {
    await read('/')
    version = 2
    gate.fail = true
    expect(await read('/')).toContain('render 1')
    gate.fail = false
    version = 3
    expect(await read('/')).toContain('render 3')
  })

  test('holds bounded memory and lets the least used go', async () => {
    for (let i = 0; i < 60; i++) await read(`/signatories?q=name${i}`)
    expect(hot.size()).toBeLessThanOrEqual(20_000)
    const before = renders.length
    await read('/signatories?q=name59')
    expect(renders).toHaveLength(before)
    await read('/signatories?q=name0')
    expect(renders).toHaveLength(before + 1)
  })
})
