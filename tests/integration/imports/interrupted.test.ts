/** An import goes on where it was: killed, with the database away, or begun twice at once. */
import { expect, test } from 'vitest'
import { query } from '../../support/database.ts'
import { lockDatabase } from '../../support/database-lock.ts'
import { csvOf } from '../../support/imports.ts'
import { withRestarts } from '../../support/restart.ts'
import { signInStaff, type Member } from '../../support/staff.ts'
import { until } from '../../support/until.ts'
import { formValues } from '../../support/visitor.ts'

const PEOPLE = 4000
const running = withRestarts()

/** Different names: a letter for each digit. */
const nameOf = (i: number) =>
  `Person ${[...String(i)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`
const LIST = csvOf([
  ['Name', 'E-mail', 'Country', 'Date'],
  ...Array.from({ length: PEOPLE }, (_, i) => [
    nameOf(i),
    i % 2 ? `p${i}@example.org` : '',
    'PT',
    '2019-06-11',
  ]),
])
const one = async () => (await query(running.site, 'select * from imports order by id'))[0]!
const states = async () =>
  (await query(running.site, 'select state from imports order by id')).map(({ state }) => state)

async function checked(admin: Member): Promise<string> {
  const { location } = await admin.post('/staff/imports/new', {
    file: new File([LIST], 'x.csv'),
    what: 'individual',
  })
  const path = location!
  const page = await until(async () => {
    const { body } = await admin.get(path)
    return body.includes('What the columns mean') ? await admin.get(path) : undefined
  }, 'the file to be read')
  await admin.post(path, { ...formValues(page, 1), title: 'A list', texts: ['convention'] })
  await until(async () => (await admin.get(path)).body.includes('can be brought in.'), 'the check')
  return path
}

/** Each row once, and the counts are those of the register. */
async function whole(): Promise<void> {
  expect(
    await query(
      running.site,
      'select count(*) as n, count(distinct name) as names, count(distinct number) as numbers from endorsements',
    ),
  ).toEqual([{ n: PEOPLE, names: PEOPLE, numbers: PEOPLE }])
  expect(await query(running.site, "select count from tally where text = 'any'")).toEqual([
    { count: PEOPLE },
  ])
  expect(
    await query(
      running.site,
      "select count(*) as n from import_rows where outcome = 'made' and endorsement_id is not null",
    ),
  ).toEqual([{ n: PEOPLE }])
}

test('killed in the middle, twice, it makes every row once', async () => {
  const path = await checked(await signInStaff(running.site, 'admin'))
  const admin = await signInStaff(running.site, 'admin', 'second@staff.example')
  await admin.fillIn(`${path}/start`, {})
  for (const some of [1, PEOPLE / 3]) {
    await until(async () => Number((await one())['made']) > some, 'some rows to be made')
    await running.kill()
    await running.start()
  }
  await until(async () => (await one())['state'] === 'done', 'the end', 30_000)
  expect(await one()).toMatchObject({ made: PEOPLE })
  await whole()
})

test('killed while it was checked, it checks again and counts nothing twice', async () => {
  const admin = await signInStaff(running.site, 'admin')
  const path = await checked(admin)
  await admin.post(path, {
    ...formValues(await admin.get(`${path}?columns`), 1),
    title: 'A list',
    texts: ['convention'],
  })
  await running.kill()
  await running.start()
  await until(async () => (await one())['state'] === 'ready', 'the check', 30_000)
  expect(await one()).toMatchObject({ checked: PEOPLE, ready: PEOPLE, wrong: 0 })
})

test('while the database is away it waits, and then goes on', async () => {
  const admin = await signInStaff(running.site, 'admin')
  const path = await checked(admin)
  await admin.fillIn(`${path}/start`, {})
  await until(async () => Number((await one())['made']) > 0, 'some rows to be made')
  const letGo = await lockDatabase(running.site)
  await until(() => running.site.output().includes('bring-in-lists'), 'the job to fail', 20_000)
  await letGo()
  await until(async () => (await one())['state'] === 'done', 'the end', 30_000)
  await whole()
})

test('started twice at once, and two of the same list at once: every address once', async () => {
  const admin = await signInStaff(running.site, 'admin')
  const [first, second] = [await checked(admin), await checked(admin)]
  await Promise.all([first, first, second, second].map((path) => admin.fillIn(`${path}/start`, {})))
  await until(async () => (await states()).every((state) => state === 'done'), 'the end', 40_000)
  const counted = await query(
    running.site,
    'select count(*) as n, count(distinct email_key) as keys from endorsements where email_key is not null',
  )
  expect(counted).toEqual([{ n: PEOPLE / 2, keys: PEOPLE / 2 }])
  expect(await query(running.site, 'select made, doubles from imports order by id')).toEqual([
    { made: PEOPLE, doubles: 0 },
    { made: PEOPLE / 2, doubles: PEOPLE / 2 },
  ])
})
