/** The campaign's settings and switches, in force on every process. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ana, fillInSign, sign } from '../../support/people.ts'
import { startSite, type Site } from '../../support/site.ts'
import { signInStaff, type Member } from '../../support/staff.ts'
import { auditOf } from '../../support/staff-work.ts'
import { until } from '../../support/until.ts'
import { formValues, get, post, type Answer, type Fields } from '../../support/visitor.ts'

let site: Site
let admin: Member
beforeAll(async () => {
  site = await startSite({ WORKERS: '2' })
  admin = await signInStaff(site, 'admin')
})
afterAll(() => site.remove())

/** Fills in one of the two forms of the page, as it is served. */
const set = (fields: Fields, form: 0 | 1 = 0) =>
  admin.fillIn(
    '/staff/campaign',
    { ...(form === 0 && { open_texts: ['convention', 'declaration'] }), ...fields },
    form,
  )

/** Eight requests in a row, each on a connection of its own: so, every process. */
async function everywhere(path: string, fits: (answer: Answer) => boolean): Promise<void> {
  await until(async () => {
    for (let i = 0; i < 8; i++)
      if (!fits(await get(site, path, { headers: { Connection: 'close' } }))) return false
    return true
  }, `${path} on every process`)
}
const shows =
  (words: string) =>
  ({ body }: Answer) =>
    body.includes(words)

test('a banner stands on every page, as text, and goes again', async () => {
  expect((await set({ banner: 'Debate on 3 May <b>' })).location).toContain('said=settings')
  await everywhere('/', shows('Debate on 3 May &lt;b&gt;'))
  await everywhere('/about', shows('Debate on 3 May &lt;b&gt;'))
  await set({ banner: '' })
  await everywhere('/', (answer) => !shows('Debate on 3 May')(answer))
})

test('while signing is paused the forms say why, and confirming goes on', async () => {
  await set({ pause_signing: 'Back on Monday.' })
  await everywhere('/sign', (answer) => answer.status === 403 && shows('Back on Monday.')(answer))
  expect((await get(site, '/sign/organisation')).body).toContain('Signing is paused')
  await set({ pause_signing: '' })
  await everywhere('/sign', ({ status }) => status === 200)
})

test('closing and opening again', async () => {
  await set({ closes_at: '2020-01-01' })
  await everywhere(
    '/sign',
    (answer) => answer.status === 403 && shows('The campaign has closed')(answer),
  )
  await set({ closes_at: '', opens_at: '2999-01-01T00:00:00Z' })
  await everywhere('/sign', ({ status }) => status === 403)
  await set({ closes_at: 'never', opens_at: '' })
  await everywhere('/sign', ({ status }) => status === 200)
})

test('a text that is not open is neither offered nor taken', async () => {
  const served = formValues(await get(site, '/sign'))
  await set({ open_texts: ['convention'] })
  await everywhere('/sign', (answer) => !shows('value="declaration"')(answer))
  const refused = await post(site, '/sign', { ...served, ...ana, texts: ['declaration'] })
  expect(refused.status).toBe(422)
  expect(refused.body).toContain('cannot be signed at the moment')
  await set({ open_texts: ['convention', 'declaration'] })
  await everywhere('/sign', shows('value="declaration"'))
})

test('the next milestone stands on the first page', async () => {
  await sign(site, { email: 'first@example.org' })
  await set({ milestones: '1,50,1000' })
  await everywhere('/', shows('49 more to 50'))
  await set({ milestones: '' })
  await everywhere('/', (answer) => !shows('49 more')(answer))
})

test('read only: nobody can sign, and staff can end it', async () => {
  await set({ read_only: 'We move house.' }, 1)
  await everywhere('/about', shows('We move house.'))
  expect((await fillInSign(site, {})).status).toBe(503)
  expect((await set({ read_only: '' }, 1)).status).toBe(303)
  await everywhere('/about', (answer) => !shows('We move house.')(answer))
})

test('the search is paused and goes on', async () => {
  await set({ pause_search: 'on' }, 1)
  await everywhere('/signatories?q=ana', shows('is paused'))
  await set({ pause_search: [] }, 1)
  await everywhere('/signatories?q=ana', (answer) => !shows('is paused')(answer))
})

describe('what is wrong is said, kept to be mended, and nothing is changed', () => {
  test.each([
    [{ closes_at: 'tomorrow' }, 0, 'Closes takes a date'],
    [{ opens_at: '2027-13-45' }, 0, 'Opens takes a date'],
    [{ banner: 'on' }, 0, 'The banner is one line'],
    [{ banner: 'x'.repeat(301) }, 0, 'The banner is one line'],
    [{ banner: 'two\nlines' }, 0, 'The banner is one line'],
    [{ milestones: '100,50' }, 0, 'Milestones are whole numbers'],
    [{ milestones: 'many' }, 0, 'Milestones are whole numbers'],
    [{ open_texts: [] }, 0, 'At least one text must be open'],
    [{ open_texts: ['treaty'] }, 0, 'At least one text must be open'],
    [{ banner: 'Fine', milestones: '0' }, 0, 'Milestones are whole numbers'],
    [{ read_only: 'two\nlines' }, 1, 'The notice is one line'],
  ] as [Fields, 0 | 1, string][])('%j', async (fields, form, problem) => {
    const before = await auditOf(site, 'setting:banner')
    const refused = await set(fields, form)
    expect(refused.status).toBe(422)
    expect(refused.body).toContain(problem)
    expect(await auditOf(site, 'setting:banner')).toEqual(before)
  })
})

test('each change is in the audit, with what was there before', async () => {
  await set({ banner: 'One' })
  await set({ banner: 'Two' })
  await set({ banner: 'Two' })
  const entries = (await auditOf(site, 'setting:banner')).slice(-2)
  expect(entries.map(({ before, after }) => [before, after])).toEqual([
    ['{"banner":"off"}', '{"banner":"One"}'],
    ['{"banner":"One"}', '{"banner":"Two"}'],
  ])
})
