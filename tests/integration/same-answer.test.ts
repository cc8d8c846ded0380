/** Whoever asks cannot learn whether an address has signed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  fillInOrganisation,
  fillInSign,
  linkTo,
  mailsTo,
  sign,
  signAndManage,
  subjectsTo,
} from '../support/people.ts'
import { expectSameTime } from '../support/same-time.ts'
import { startSite, type Site } from '../support/site.ts'
import { fillIn, get, post, type Answer } from '../support/visitor.ts'

const UNKNOWN = 'new@example.org'
const PENDING = 'pending@example.org'
const SIGNED = 'signed@example.org'
const WITHDRAWN = 'withdrawn@example.org'
const ERASED = 'erased@example.org'
const ALL = [UNKNOWN, PENDING, SIGNED, WITHDRAWN, ERASED]

let site: Site
beforeAll(async () => {
  site = await startSite()
  await fillInSign(site, { email: PENDING })
  await sign(site, { email: SIGNED })
  await post(site, `${await signAndManage(site, { email: WITHDRAWN })}/withdrawal`, {})
  await post(site, `${await signAndManage(site, { email: ERASED })}/erasure`, {})
})
afterAll(() => site.remove())

/** All that somebody sees of an answer; what differs by chance is masked. */
function seen({ status, headers, body }: Answer): unknown {
  const masked = [...headers].filter(([name]) => !['date', 'etag', 'content-length'].includes(name))
  return { status, masked, body: body.replace(/name="formKey"[^>]*value="[^"]*"/g, '') }
}
const expectAllTheSame = (answers: Answer[]) => {
  for (const answer of answers) expect(seen(answer)).toEqual(seen(answers[0]!))
}

describe('somebody types the address of another person', () => {
  test('into the form, and sees the same page for every address', async () => {
    const answers: Answer[] = []
    for (const email of ALL) answers.push(await fillInSign(site, { email, name: 'Curious Cat' }))
    expectAllTheSame(answers)
    expect(answers[0]).toMatchObject({ status: 303, location: '/sign/sent' })
    expectAllTheSame(await Promise.all(ALL.map(() => get(site, '/sign/sent'))))
  })

  test('with a mistake, and sees the same page for every address', async () => {
    const answers: Answer[] = []
    for (const email of ALL) answers.push(await fillInSign(site, { email, country: 'ZZ' }))
    expect(answers[0]!.status).toBe(422)
    expectAllTheSame(
      answers.map((answer, i) => ({ ...answer, body: answer.body.replaceAll(ALL[i]!, '') })),
    )
  })

  test('and asks for the link, and sees the same page for every address', async () => {
    const answers: Answer[] = []
    for (const email of ALL) answers.push(await fillIn(site, '/manage', { email }))
    expect(answers[0]!.status).toBe(200)
    expectAllTheSame(answers)
  })

  test('and only the mails tell: each owner gets what fits', async () => {
    await expect.poll(() => subjectsTo(site, SIGNED)).toContain('You have already signed')
    await expect.poll(() => subjectsTo(site, PENDING)).toHaveLength(3)
    expect(new Set(await subjectsTo(site, PENDING))).toEqual(
      new Set(['Please confirm your signature']),
    )
    await expect.poll(() => subjectsTo(site, WITHDRAWN)).toContain('Your link')
    await expect
      .poll(async () =>
        (await subjectsTo(site, WITHDRAWN)).filter((subject) => /confirm/.test(subject)),
      )
      .toHaveLength(3)
    await expect.poll(() => subjectsTo(site, UNKNOWN)).toContain('Please confirm your signature')
  })

  test('and the mail to an owner leads to that signature, not to the words of the curious', async () => {
    const manage = await linkTo(site, SIGNED, 'manage')
    const page = await get(site, manage)
    expect(page.body).toContain('Ana Pereira')
    expect(page.body).not.toContain('Curious Cat')
    const [mail] = (await mailsTo(site, SIGNED)).filter(({ subject }) => /already/.test(subject))
    expect(mail!.text + mail!.html).not.toContain('Curious Cat')
  })
})

test('an answer takes as long for a known address as for a new one', async () => {
  const taken = (email: string) => async () =>
    expect((await fillInSign(site, { email })).status).toBe(303)
  await expectSameTime(taken(UNKNOWN), taken(SIGNED))
})

test('an organisation is told no more than a person', async () => {
  const answers: Answer[] = []
  for (const email of [SIGNED, 'new@harbour.example', 'new@harbour.example'])
    answers.push(await fillInOrganisation(site, { email }))
  expectAllTheSame(answers)
})
