/** The mail as staff see and steer it: the queue, what was given up, who is not written to, the pace. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { query } from '../../support/database.ts'
import { fillInSign, sign } from '../../support/people.ts'
import { startResend, type LocalResend } from '../../support/resend.ts'
import { startSite, type Site } from '../../support/site.ts'
import { signInStaff, type Member } from '../../support/staff.ts'
import { idOf } from '../../support/staff-work.ts'
import { until } from '../../support/until.ts'
import type { Answer } from '../../support/visitor.ts'

let resend: LocalResend
let site: Site
let editor: Member
beforeAll(async () => {
  resend = await startResend()
  site = await startSite({ ...resend.env, WORKERS: '2' })
  editor = await signInStaff(site, 'editor')
})
afterAll(async () => {
  await site.remove()
  await resend.close()
})
beforeEach(async () => void (await set({})))

const page = async () => (await editor.get('/staff/mail')).body
const set = (fields: Record<string, string>) =>
  editor.post('/staff/mail', { form: 'mail', mail_pace: '', mail_pace_domain: '', ...fields })
const change = async (sql: string, args: (string | number)[] = []) => {
  const database = site.database()
  await database.execute({ sql, args })
  database.close()
}
const queue = (id: string, more: { to?: string; priority?: number } = {}) => {
  const { to = `${id}@example.org`, priority = 1 } = more
  return change(
    `insert into outbox (id, message, priority, recipient, recipient_key, language, params, next_attempt_at, created_at)
      values (?, 'manageLink', ?, ?, ?, 'en', '{}', ?, ?)`,
    [id, priority, to, to, Date.now(), Date.now()],
  )
}
const stateOf = async (id: string) =>
  (await query(site, 'select state from outbox where id = ?', [id]))[0]?.['state']
const leaves = (id: string) => until(async () => (await stateOf(id)) === 'sent', `mail ${id}`)
const textOf = ({ body }: Answer) => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
const auditedAs = (what: string) =>
  query(site, 'select who, before, after from audit where what = ? order by number', [what])

test('Lena sees what waits, what left, and what the service says', async () => {
  resend.daily = 100_000
  await sign(site, { email: 'seen@example.org' }).catch(() => undefined)
  await until(async () => resend.taken.length > 0, 'a mail')
  const text = textOf(await editor.get('/staff/mail'))
  expect(text).toContain('Mail leaves through Resend')
  for (const name of ['Confirmations', 'Personal mail', 'News']) expect(text).toContain(name)
  expect(text).toMatch(/Used of the daily quota \d+/)
  expect(text).toMatch(/Requests a second that the service takes 1,000/)
  expect(text).toMatch(/Complaints in a week 0 of \d+/)
  resend.daily = Infinity
})

describe('what was given up', () => {
  test('is shown with its reason, without the address, and leaves when Lena says so', async () => {
    await change(`insert into outbox (id, message, recipient, recipient_key, language, params, state, attempts, last_error, next_attempt_at, created_at)
      values ('dead-1', 'manageLink', 'dead.one@example.org', 'dead.one@example.org', 'en', '{}', 'dead', 12, '500: no room for dead.one@example.org', 0, 0)`)
    expect(await page()).toContain('500: no room for d…@example.org')
    expect(await page()).not.toContain('dead.one@')
    expect((await editor.post('/staff/mail', { again: 'dead-1' })).location).toContain('said=again')
    await leaves('dead-1')
    expect((await auditedAs('mail.sendAgain')).at(-1)).toMatchObject({ after: '{"mails":1}' })
    const twice = await editor.post('/staff/mail', { again: 'dead-1' })
    expect(twice.location).toContain('said=notAgain')
    expect(resend.taken.filter(({ to }) => to[0] === 'dead.one@example.org')).toHaveLength(1)
  })

  test('and perhaps left: she is warned, and it goes with a key of its own', async () => {
    await change(`insert into outbox (id, message, recipient, recipient_key, language, params, state, attempts, last_error, handed_with, handed_at, next_attempt_at, created_at)
      values ('dead-2', 'manageLink', 'two@example.org', 'two@example.org', 'en', '{}', 'dead', 12, 'unclear', 'a batch', 0, 0, 0)`)
    expect(await page()).toContain('Perhaps it has left')
    await editor.post('/staff/mail', { again: 'dead-2' })
    await leaves('dead-2')
    expect(resend.requests.at(-1)!.key).toMatch(/^again dead-2 /)
  })

  test('all of it at once, but not to who must not be written to', async () => {
    for (const [id, to] of [
      ['d3', 'a3@example.org'],
      ['d4', 'a4@example.org'],
      ['d5', 'a5@example.org'],
    ])
      await change(
        `insert into outbox (id, message, recipient, recipient_key, language, params, state, last_error, next_attempt_at, created_at)
          values (?, 'manageLink', ?, ?, 'en', '{}', 'dead', 'x', 0, 0)`,
        [id!, to!, to!],
      )
    await change("insert into suppressions values ('a4@example.org', 'asked', '', null, 1)")
    await editor.post('/staff/mail', { again: 'all' })
    await leaves('d3')
    await leaves('d5')
    expect(await stateOf('d4')).toBe('dead')
  })
})

describe('the pace', () => {
  test.each([
    [{ mail_pace: '0' }, 'in all is a whole number'],
    [{ mail_pace: '-5' }, 'in all is a whole number'],
    [{ mail_pace_domain: 'fast' }, 'to one domain is a whole number'],
    [{ mail_pace: '99999999' }, 'in all is a whole number'],
  ])('%j is refused, and kept to be mended', async (fields, problem) => {
    const refused = await set(fields)
    expect(refused.status).toBe(422)
    expect(refused.body).toContain(problem)
    expect(refused.body).toContain(`value="${Object.values(fields)[0]}"`)
  })

  test('of a domain under attack holds its mail back, and nobody else’s', async () => {
    await set({ mail_pace_domain: '1' })
    await until(async () => {
      const id = `probe-${Date.now()}`
      await queue(id, { to: `${id}@attacked.example` })
      await queue(`${id}-2`, { to: `${id}-2@attacked.example` })
      await queue(`${id}-other`, { to: `${id}@other-${id}.example` })
      await leaves(`${id}-other`)
      return (await stateOf(`${id}-2`)) === 'waiting'
    }, 'the pace')
    // Lifted, everything leaves at once.
    await set({})
    await until(
      async () => (await query(site, "select 1 from outbox where state = 'waiting'")).length === 0,
      'all to leave',
    )
  })

  test('in all', async () => {
    await set({ mail_pace: '1' })
    await until(async () => {
      const id = `all-${Date.now()}`
      await queue(id)
      await queue(`${id}-2`)
      await queue(`${id}-3`)
      await new Promise((resolve) => setTimeout(resolve, 1200))
      return (await stateOf(`${id}-3`)) === 'waiting'
    }, 'the pace')
    await set({})
    await until(
      async () => (await query(site, "select 1 from outbox where state = 'waiting'")).length === 0,
      'all to leave',
    )
    const last = (await auditedAs('settings.change')).at(-1)
    expect(last).toMatchObject({ before: '{"mail_pace":"1"}', after: '{"mail_pace":"none"}' })
  })

  test('news wait while they are paused, and confirmations do not', async () => {
    await set({ pause_news: 'on' })
    await until(async () => (await page()).includes('News are paused.'), 'the pause')
    await queue('news-1', { priority: 2 })
    await fillInSign(site, { email: 'quick@example.org' })
    await until(
      () => resend.taken.some(({ to }) => to[0] === 'quick@example.org'),
      'a confirmation',
    )
    expect(await stateOf('news-1')).toBe('waiting')
    await set({})
    await leaves('news-1')
  })

  test('is not for viewers to see or change', async () => {
    const viewer = await signInStaff(site, 'viewer')
    expect((await viewer.get('/staff/mail')).status).toBe(403)
    expect((await viewer.post('/staff/mail', { form: 'mail', mail_pace: '1' })).status).toBe(403)
    expect((await viewer.get('/staff/mail/suppressions')).status).toBe(403)
  })

  test('does not take what another page offers', async () => {
    await editor.post('/staff/mail', { form: 'switches', read_only: 'ha' })
    await editor.post('/staff/mail', { form: 'constructor', mail_pace: '1' })
    const set = await query(site, "select key from settings where value in ('ha', '1')")
    expect(set.filter(({ key }) => key !== 'rules')).toEqual([])
  })
})

describe('who is not written to', () => {
  const tell = async (type: string, mail: string, data: object = {}) => {
    const { headers, body } = resend.event(type, mail, data)
    return fetch(`${site.url}/webhooks/resend`, { method: 'POST', headers, body })
  }
  const mailOf = (email: string) =>
    until(() => resend.taken.find(({ to }) => to[0] === email)?.tags[0]!.value, 'the mail')

  test('Lena sees why, at the endorsement and in the list, and lifts it with a reason', async () => {
    const email = 'bounced.for.good@example.org'
    await fillInSign(site, { email, name: 'Bea Bounce' })
    const mail = await mailOf(email)
    const confirm = /\/confirm\/\S{43}/.exec(
      resend.taken.find(({ to }) => to[0] === email)!.text,
    )![0]
    await tell('email.delivery_delayed', mail)
    await tell('email.bounced', mail, { bounce: { type: 'Permanent', subType: 'General' } })
    await fetch(new URL(confirm, site.url), {
      method: 'POST',
      headers: { Origin: site.url },
      body: new URLSearchParams({ name: 'Bea Bounce' }),
      redirect: 'manual',
    })
    const desk = textOf(await editor.get(`/staff/endorsements/${await idOf(site, email)}`))
    expect(desk).toContain('Not written to Bounced for good')
    expect(desk).toContain('The mail service: delayed on its way')
    expect(desk).toContain('The mail service: came back for good Permanent/General')

    const list = await editor.get('/staff/mail/suppressions')
    expect(list.body).toContain('b…@example.org')
    expect(list.body).not.toContain('bounced.for')
    const found = await editor.get(
      `/staff/mail/suppressions?q=${encodeURIComponent(email.toUpperCase())}`,
    )
    const handle = /name="handle" value="([^"]+)"/.exec(found.body)![1]!
    const refused = await editor.post('/staff/mail/suppressions', { handle, reason: ' ' })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('Say why')
    const lifted = await editor.post('/staff/mail/suppressions', { handle, reason: 'Mended.' })
    expect(lifted.location).toContain('said=lifted')
    expect(await auditedAs('suppression.lift')).toMatchObject([
      {
        before: '{"address":"b…@example.org","suppressed":"bounced"}',
        after: '{"reason":"Mended."}',
      },
    ])
    const again = await editor.post('/staff/mail/suppressions', { handle, reason: 'Mended.' })
    expect(again.location).toContain('said=gone')
  })

  test.each(['', 'x'.repeat(700), '../..', 'AAAA'])('a handle that is none: %s', async (handle) => {
    const answer = await editor.post('/staff/mail/suppressions', { handle, reason: 'x' })
    expect(answer.location).toContain('said=gone')
  })

  test.each(['%', "'; drop table suppressions", '@example.org', 'nobody@example.org', '\u202e'])(
    'a search for %s is answered',
    async (q) => {
      const answer = await editor.get(`/staff/mail/suppressions?q=${encodeURIComponent(q)}`)
      expect(answer.status).toBe(200)
    },
  )

  test('too many complaints pause news by themselves, and say so; Lena lets them go on', async () => {
    const email = 'angry@example.org'
    await fillInSign(site, { email })
    const mail = await mailOf(email)
    await until(async () => (await stateOf(mail)) === 'sent', 'the mail to be marked')
    await tell('email.complained', mail)
    await until(async () => (await page()).includes('News are paused.'), 'the pause')
    expect(await page()).toContain('Large providers begin to refuse')
    expect(textOf(await editor.get('/staff'))).toContain('News are paused.')
    const [paused] = await auditedAs('news.pause')
    expect(paused).toMatchObject({ who: 'system' })
    expect(JSON.parse(String(paused!['after'])).complaints).toBe(1)
    await set({})
    await until(async () => !(await page()).includes('News are paused.'), 'the end')
  })

  test('few complaints among many mails pause nothing', async () => {
    const hour = new Date().toISOString().slice(0, 13)
    await change(
      `insert into staff_figures (name, period, label, count) values ('mail', ?, 'sent', 5000)
        on conflict do update set count = count + 5000`,
      [hour],
    )
    await fillInSign(site, { email: 'calm@example.org' })
    const mail = await mailOf('calm@example.org')
    await until(async () => (await stateOf(mail)) === 'sent', 'the mail to be marked')
    await tell('email.complained', mail)
    expect(await query(site, "select value from settings where key = 'pause_news'")).toEqual([
      { value: 'off' },
    ])
  })
})
