import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSite, type Site } from '../support/site.ts'
import { get } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

const ANSWERS = '/convention/people?for=study&trafficked=yes'
const result = (body: string) => /<section[^>]*id="chapters"[\s\S]*?<\/section>/.exec(body)?.[0]

describe('a person who answers a few questions', () => {
  test('sees the chapters that concern them, and what they answered', async () => {
    const { status, body } = await get(site, ANSWERS)
    expect(status).toBe(200)
    const led = [...result(body)!.matchAll(/href="\/convention\/chapters\/(\d)"/g)]
    expect(led.map(([, chapter]) => chapter)).toEqual(['1', '3', '6'])
    expect(body).toMatch(/<input[^>]*value="study"[^>]*checked/)
    expect(body).toContain('It is not the official text')
  })

  test('leaves nothing behind: not kept, not for search engines, not in the log', async () => {
    const { headers, body } = await get(site, ANSWERS)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('set-cookie')).toBeNull()
    expect(body).toContain('<meta name="robots" content="noindex"')
    const plain = await get(site, '/convention/people')
    expect(result(plain.body)).toBeUndefined()
    expect(plain.body).not.toMatch(/<input[^>]*checked/)
    expect(site.output()).not.toContain('trafficked')
  })

  test.each(['for=', '%E0%A4%A=1', `for=${'x'.repeat(9000)}`, 'for=<script>alert(1)</script>'])(
    'is asked again when the address says nothing: %s',
    async (query) => {
      const { status, body } = await get(site, `/convention/people?${query}`)
      expect(status).toBe(200)
      expect(result(body)).toBeUndefined()
      expect(body).not.toContain('alert(1)')
    },
  )
})

test('the sentence that is signed stands above both forms, with its edition', async () => {
  for (const path of ['/sign', '/sign/organisation']) {
    const { body } = await get(site, path)
    const above = body.slice(0, body.indexOf('<form'))
    expect(above).toContain('I endorse the Model International Mobility Convention, edition 1.0')
    expect(above).toContain('I endorse the Model International Mobility Declaration (MIMC 2.0')
  }
})
