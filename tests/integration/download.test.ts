import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { query } from '../support/database.ts'
import { fillInOrganisation, fillInSign, linkTo, signAndManage } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { until } from '../support/until.ts'
import { fillIn, get, post } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

const waiting = () => query(site, "select id from outbox where state = 'waiting'")
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

describe('Ana downloads what is held about her', () => {
  const typed = {
    ...{
      email: 'ana@example.org',
      name: 'Ana Pereira',
      country: 'BR',
      affiliation: 'Guild',
      role: 'Engraver',
    },
    ...{ comment: 'Line one\nline two', visibility: 'anonymous', updates: 'on' },
    texts: ['convention', 'declaration'],
  }
  let data: Record<string, unknown> & {
    texts: Record<string, unknown>[]
    mails: Record<string, unknown>[]
  }
  beforeAll(async () => {
    const manage = await signAndManage(site, typed)
    await fillIn(site, manage, { texts: ['convention'], updates: 'on', comment: typed.comment })
    await until(async () => (await waiting()).length === 0, 'all mails to be sent')
    const answer = await get(site, `${manage}/data.json`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    data = JSON.parse(answer.body)
  })

  test('and finds all that she typed', () => {
    const { texts: _, updates: __, ...rest } = typed
    expect(data).toMatchObject(rest)
  })

  test('and the proof of what she agreed to: wording, version, language and time', () => {
    expect(data).toMatchObject({ language: 'en', state: 'published', number: 1, source: 'site' })
    expect(data['consent']).toContain('I agree')
    expect(data['consentVersion']).toBe('2026-11')
    expect(data['updates']).toContain('Send me news')
    for (const time of ['submittedAt', 'confirmedAt', 'publishedAt', 'changedAt'])
      expect(data[time], time).toMatch(ISO)
  })

  test('and each text with its sentence, the withdrawn one too', () => {
    expect(data.texts).toHaveLength(2)
    const [convention, declaration] = data.texts.toSorted((a, b) =>
      String(a['text']) < String(b['text']) ? -1 : 1,
    )
    expect(convention).toMatchObject({ text: 'convention', edition: '1.0', withdrawnAt: null })
    expect(convention!['sentence']).toContain(
      'I endorse the Model International Mobility Convention',
    )
    expect(declaration).toMatchObject({ text: 'declaration', edition: '2.0' })
    expect(declaration!['withdrawnAt']).toMatch(ISO)
  })

  test('and the mails she was sent', () => {
    expect(data.mails.map(({ message, state }) => [message, state])).toEqual([
      ['confirm', 'sent'],
      ['signed', 'sent'],
    ])
  })

  test('and nothing that is not hers to have: no token, no key, no id', () => {
    expect(JSON.stringify(data)).not.toMatch(/token|hash|Key|"id"/)
  })

  test('and every column of the table is either there or meant to be left out', async () => {
    const columns = await query(site, "select name from pragma_table_info('endorsements')")
    const leftOut = [
      'organisation_type',
      'id',
      'search_name',
      'email_key',
      'text_mask',
      'updates_wording',
      'consent_wording',
      // Part of `number`.
      'shown_number',
      // Part of `organisation`.
      'organisation_type',
    ]
    const camel = (name: string) =>
      name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
    const expected = columns
      .map(({ name }) => String(name))
      .filter((name) => !leftOut.includes(name))
    for (const name of expected) expect(Object.keys(data), name).toContain(camel(name))
  })
})

test('an organisation finds its evidence too', async () => {
  const email = 'rui@harbour.example'
  await fillInOrganisation(site, {
    email,
    city: 'Porto',
    contactRole: 'Chair',
    statement: 'We care.',
  })
  await post(site, await linkTo(site, email, 'confirm'), {})
  const answer = await get(site, `${await linkTo(site, email, 'manage')}/data.json`)
  expect(JSON.parse(answer.body)).toMatchObject({
    kind: 'organisation',
    state: 'review',
    number: null,
    heldBy: 'vetting',
    organisation: {
      ...{ type: 'ngo', website: 'https://harbour.example/', city: 'Porto' },
      ...{ contactName: 'Rui Costa', contactRole: 'Chair', statement: 'We care.' },
    },
  })
})

test('once erased, nothing of her is in it', async () => {
  const manage = await signAndManage(site, { email: 'gone@example.org', name: 'Gone Greta' })
  await post(site, `${manage}/erasure`, {})
  const answer = await get(site, `${manage}/data.json`)
  expect(answer.body).not.toMatch(/greta|gone@/i)
})

test('a link that opens nothing downloads nothing', async () => {
  await fillInSign(site, { email: 'pending@example.org' })
  const confirm = await linkTo(site, 'pending@example.org', 'confirm')
  for (const path of [`${confirm.replace('confirm', 'manage')}/data.json`, '/manage/x/data.json']) {
    const answer = await get(site, path)
    expect(answer.status).toBe(404)
    expect(answer.body).not.toContain('pending')
  }
})
