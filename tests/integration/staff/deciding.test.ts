/** What staff do to one endorsement, each with its entry in the audit. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { query, whereabouts } from '../../support/database.ts'
import { counts, fillInOrganisation, linkTo, linksTo, mailsTo, sign } from '../../support/people.ts'
import { startSite, type Site } from '../../support/site.ts'
import { signInStaff, type Member } from '../../support/staff.ts'
import { auditOf, decide, idOf, rowOf, workListIsCurrent } from '../../support/staff-work.ts'
import { get, post } from '../../support/visitor.ts'
import { until } from '../../support/until.ts'

let site: Site
let editor: Member
let other: Member
beforeAll(async () => {
  site = await startSite()
  editor = await signInStaff(site, 'editor')
  other = await signInStaff(site, 'editor', 'second@staff.example')
})
afterAll(() => site.remove())

async function organisation(name: string): Promise<string> {
  const email = `rui@${name}.example`
  await fillInOrganisation(site, {
    organisationName: name,
    website: `https://${name}.example`,
    email,
  })
  await post(site, await linkTo(site, email, 'confirm'), {})
  return email
}

test('an organisation is declined with a reason, and reads it by mail', async () => {
  const email = await organisation('declined')
  expect((await decide(site, editor, email, { verb: 'decline' })).status).toBe(422)
  expect(
    (await decide(site, editor, email, { verb: 'decline', reason: 'x'.repeat(1001) })).status,
  ).toBe(422)
  expect(await rowOf(site, email)).toMatchObject({ state: 'review' })
  const done = await decide(site, editor, email, {
    verb: 'decline',
    reason: 'We could not find <you>.',
  })
  expect(done).toMatchObject({ status: 303, location: expect.stringContaining('said=decline') })
  expect(await rowOf(site, email)).toMatchObject({ state: 'declined', held_by: null })
  const mail = await until(
    async () =>
      (await mailsTo(site, email)).find(({ subject }) => subject.includes('could not accept')),
    'the mail',
  )
  expect(mail.text).toContain('The reason: We could not find <you>.')
  expect(mail.html).toContain('We could not find &lt;you&gt;.')
  expect((await get(site, (await linksTo(site, email, 'manage'))[0]!)).body).toContain(
    'did not accept it',
  )
})

test('a template gives the words where none were typed', async () => {
  const email = await organisation('template')
  await decide(site, editor, email, { verb: 'decline', template: 'double', reason: '' })
  const [decision] = await query(site, 'select reason from decisions where endorsement_id = ?', [
    await idOf(site, email),
  ])
  expect(decision!['reason']).toContain('stands in the register already')
})

test('of two who decide at once the second is told what the first did', async () => {
  const email = await organisation('twice')
  expect((await decide(site, editor, email, { verb: 'approve' })).status).toBe(303)
  const late = await decide(site, other, email, { verb: 'decline', reason: 'No.' })
  expect(late.status).toBe(409)
  expect(late.body).toContain('editor@staff.example approved it')
  expect(await rowOf(site, email)).toMatchObject({ state: 'published' })
  expect(
    (await mailsTo(site, email)).some(({ subject }) => subject.includes('could not accept')),
  ).toBe(false)
})

test('each decision is in the audit, with who, what before and why', async () => {
  const email = 'audited@example.org'
  await sign(site, { email })
  const id = await idOf(site, email)
  await decide(site, editor, email, { verb: 'hold', reason: 'A doubt' })
  await decide(site, editor, email, { verb: 'approve' })
  await decide(site, editor, email, { verb: 'approve' })
  await decide(site, other, email, { verb: 'remove', reason: 'Not a person' })
  await decide(site, editor, email, { verb: 'restore' })
  const entries = await auditOf(site, `endorsement:${id}`)
  expect(entries.map(({ what }) => what)).toEqual([
    'endorsement.hold',
    'endorsement.approve',
    'endorsement.remove',
    'endorsement.restore',
  ])
  expect(JSON.parse(String(entries[0]!['before']))).toEqual({ state: 'published', heldBy: null })
  expect(JSON.parse(String(entries[1]!['before']))).toEqual({ state: 'review', heldBy: 'A doubt' })
  expect(JSON.parse(String(entries[2]!['after']))).toEqual({ reason: 'Not a person' })
  expect(entries[2]!['who']).not.toBe(entries[0]!['who'])
  const desk = await editor.get(`/staff/endorsements/${id}`)
  for (const words of [
    'held it for review',
    'A doubt',
    'removed it',
    'restored it',
    'Confirmed by its owner',
    'Mail: Confirmation link, sent',
  ])
    expect(desk.body).toContain(words)
})

describe('a field is corrected', () => {
  const email = 'typo@example.org'
  let form: string
  beforeAll(async () => {
    await sign(site, { email, name: 'Tpyo Misspelt', country: 'PT', affiliation: 'Guild' })
    form = `/staff/endorsements/${await idOf(site, email)}/correction`
  })

  test('with a reason, and the register shows it', async () => {
    expect((await editor.fillIn(form, { name: 'Typo Wellspelt', country: 'ES' })).status).toBe(422)
    const done = await editor.fillIn(form, {
      name: 'Typo Wellspelt',
      country: 'ES',
      reason: 'Asked by mail',
    })
    expect(done).toMatchObject({ status: 303, location: expect.stringContaining('said=correct') })
    expect(await rowOf(site, email)).toMatchObject({
      name: 'Typo Wellspelt',
      search_name: 'typo wellspelt',
      country: 'ES',
    })
    await until(
      async () => (await get(site, '/signatories/ES')).body.includes('Typo Wellspelt'),
      'the register',
    )
    const [entry] = (await auditOf(site, `endorsement:${await idOf(site, email)}`)).slice(-1)
    expect(entry!['after']).toContain('"fields":"name, country"')
    expect(JSON.stringify(entry)).not.toMatch(/Tpyo|Wellspelt/)
  })

  test.each([
    [{ name: '' }, 'name'],
    [{ name: 'https://spam.example' }, 'name'],
    [{ country: 'ZZ' }, 'country'],
    [{ visibility: 'secret' }, 'visibility'],
    [{ affiliation: '<script>' }, 'affiliation'],
  ])('never into %j', async (fields, field) => {
    const refused = await editor.fillIn(form, { reason: 'Because', country: 'ES', ...fields })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain(`href="#${field}"`)
  })

  test('not over what somebody else has corrected meanwhile', async () => {
    const { body } = await editor.get(form)
    const seen = /name="seen" value="(\d+)"/.exec(body)![1]!
    const fields = { name: 'Typo First', country: 'ES', reason: 'One', seen, visibility: 'public' }
    expect((await editor.post(form, fields)).status).toBe(303)
    const late = await other.post(form, { ...fields, name: 'Typo Second', reason: 'Two' })
    expect(late.status).toBe(409)
    expect(late.body).toContain('editor@staff.example corrected it')
    expect(await rowOf(site, email)).toMatchObject({ name: 'Typo First' })
  })
})

describe('everything about somebody is erased', () => {
  const email = 'zora.quimby@vanity-quimby.example'
  let desk: string
  beforeAll(async () => {
    await sign(site, { email, name: 'Zora Quimby', comment: 'Quokkas for all.' })
    desk = `/staff/endorsements/${await idOf(site, email)}`
    await workListIsCurrent(site)
  })

  test('not by a look, nor without a reason and a tick', async () => {
    await editor.get(`${desk}/erasure`)
    expect((await editor.post(`${desk}/erasure`, { sure: 'on', reason: ' ' })).status).toBe(422)
    expect((await editor.post(`${desk}/erasure`, { reason: 'Asked' })).status).toBe(422)
    expect(await rowOf(site, email)).toMatchObject({ name: 'Zora Quimby' })
  })

  test('with both, and no table holds a trace', async () => {
    const before = (await counts(site)).total
    const done = await editor.post(`${desk}/erasure`, {
      sure: 'on',
      reason: 'Asked by mail on 3 May',
    })
    expect(done.location).toContain('said=erase')
    for (const trace of ['quimby', 'quokka']) expect(await whereabouts(site, trace)).toEqual([])
    await expect.poll(async () => (await counts(site)).total).toBe(before - 1)
    expect((await editor.get(desk)).body).toContain('Erased')
    expect((await editor.post(`${desk}/erasure`, { sure: 'on', reason: 'x' })).location).toContain(
      'erasedBefore',
    )
  })
})

test('the personal link is sent again', async () => {
  const email = 'again@example.org'
  await sign(site, { email })
  await until(async () => (await linksTo(site, email, 'manage')).length === 1, 'the first mail')
  const path = `/staff/endorsements/${await idOf(site, email)}/mail`
  await editor.get(path)
  expect((await editor.post(path)).location).toContain('said=sendAgain')
  await until(async () => (await linksTo(site, email, 'manage')).length === 2, 'the mail')
})

describe('a comment', () => {
  const email = 'comment@example.org'
  const text = 'Everybody moves, sometimes.'
  const shown = async () => (await get(site, '/signatories')).body.includes(text)

  test('is not shown before staff have read it, and then it is', async () => {
    await sign(site, { email, name: 'Commenting Carl', comment: text })
    expect(await shown()).toBe(false)
    await decide(site, editor, email, { verb: 'showComment' })
    await until(shown, 'the comment')
  })

  test('that its owner changes is read again', async () => {
    const manage = await linkTo(site, email, 'manage')
    const fields = { name: 'Commenting Carl', texts: ['convention'], visibility: 'public' }
    await post(site, manage, { ...fields, comment: `${text} Or not.` })
    await until(async () => !(await shown()), 'the comment to be gone')
    expect(await rowOf(site, email)).toMatchObject({ comment_approved_at: null })
  })

  test('is hidden again', async () => {
    await decide(site, editor, email, { verb: 'showComment' })
    await until(shown, 'the comment')
    expect((await decide(site, editor, email, { verb: 'hideComment' })).status).toBe(303)
    await until(async () => !(await shown()), 'the comment to be gone')
  })
})

describe('nothing happens', () => {
  test.each([
    ['/staff/endorsements/999999', 404],
    ['/staff/endorsements/0x1', 404],
    ['/staff/endorsements/-1', 404],
    ['/staff/endorsements/1e3', 404],
    ['/staff/endorsements/999999/erasure', 404],
    ['/staff/endorsements/999999/correction', 404],
    ['/staff/endorsements/999999/mail', 404],
    ['/staff/many/999999', 404],
  ])('at %s', async (path, status) => {
    expect((await editor.get(path)).status).toBe(status)
    expect((await editor.post(path, { verb: 'approve', sure: 'on', reason: 'x' })).status).toBe(
      status,
    )
  })

  test('by an unknown verb, nor is anybody led away from here', async () => {
    const email = 'led@example.org'
    await sign(site, { email })
    expect((await decide(site, editor, email, { verb: 'publishAll' })).location).not.toContain(
      'said',
    )
    for (const back of [
      'https://evil.example/',
      '//evil.example',
      '/sign',
      '/staff/../sign',
      '/staff\\evil',
    ]) {
      const done = await decide(site, editor, email, { verb: 'hold', reason: 'x', back })
      expect(done.location).toMatch(/^\/staff\/endorsements\/\d+\?said=hold$/)
      await decide(site, editor, email, { verb: 'approve' })
    }
  })
})
