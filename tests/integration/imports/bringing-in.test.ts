/** Lists become endorsements: by the rules of the forms, marked, with the words that were signed, and without a mail. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../../src/server/database/index.ts'
import { verifyTally } from '../../../src/server/register/verify.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { desk, personForm } from '../../support/app-people.ts'
import { ADMIN, bringIn, check, csvOf, reached, start, upload } from '../../support/imports.ts'

let app: TestApp
let people: ReturnType<typeof desk>
beforeAll(async () => {
  app = await startApp()
  people = desk(app)
})
afterAll(() => app.remove())

const ALL = { q: '', country: undefined, kind: undefined, text: undefined, cursor: undefined }
const rows = (statement: ReturnType<typeof sql>) => app.context.database.read(statement)
const named = async (name: string) =>
  (await rows(sql`select * from endorsements where name = ${name}`))[0]!
const mails = async () => (await rows(sql`select count(*) as n from outbox`))[0]!['n']
const problemsOf = async (id: number) =>
  (await app.imports.problems(id)).map(({ row, problems }) => [
    row,
    ...problems.map(({ problem }) => problem),
  ])

describe('A list of people on paper', () => {
  test('stands in the register as the list has it, and nobody is written to', async () => {
    const before = await mails()
    const one = await bringIn(
      app,
      csvOf([
        ['Nom', 'Pays', 'Établissement', 'Date', 'Feuille', 'Courriel', 'Commentaire'],
        ['عائشة بنعلي', 'المغرب', 'جامعة محمد الخامس', '11/06/2019', '12', ''],
        ['王伟', 'Chine', '', '2019-06-11', '12', 'Wei@Example.org'],
        ['Анна Петрова', 'Russia', '', '11.6.2019', '13', ''],
        ["Siobhán O'Brien", 'IE', '', '١١/٠٦/٢٠١٩', '14', '', "'=1+1, they say"],
      ]),
      { texts: ['convention', 'declaration'], wording: 'Nous soussignés …', wordingLanguage: 'fr' },
    )
    expect(one).toMatchObject({ made: 4, wrong: 0, doubles: 0, flagged: 0 })
    const { entries } = await app.register.list(ALL)
    expect(
      entries.map(({ name, country, source, texts }) => [name, country, source, texts.length]),
    ).toEqual([
      ["Siobhán O'Brien", 'IE', 'paper', 2],
      ['Анна Петрова', 'RU', 'paper', 2],
      ['王伟', 'CN', 'paper', 2],
      ['عائشة بنعلي', 'MA', 'paper', 2],
    ])
    expect(new Set(entries.map(({ confirmedAt }) => confirmedAt))).toEqual(
      new Set([Date.UTC(2019, 5, 11)]),
    )
    expect(await mails()).toBe(before)
    expect(await rows(sql`select * from tokens`)).toEqual([])
    expect(await verifyTally(app.context.database)).toEqual([])
  })

  test('keeps the words that were signed, and says where they are not known', async () => {
    const [wei] =
      await rows(sql`select w.wording, w.language, w.version, c.wording as consent, e.updates_wording
      from endorsements e join endorsement_texts t on t.endorsement_id = e.id and t.text = 'convention'
      join wordings w on w.id = t.wording_id join wordings c on c.id = e.consent_wording where e.name = '王伟'`)
    expect(wei).toMatchObject({
      wording: 'Nous soussignés …',
      language: 'fr',
      version: '1.0',
      updates_wording: null,
    })
    expect(wei!['consent']).toBe(
      'The list “Geneva, June 2019” holds no words of consent to being recorded and named.',
    )
    // As our own exports write it.
    expect(await named("Siobhán O'Brien")).toMatchObject({ comment: '=1+1, they say' })
  })

  test('tells staff the list and the sheet, and the audit what was done', async () => {
    const { id } = await named('王伟')
    const dossier = await app.work.dossier(Number(id), true)
    expect(dossier).toMatchObject({
      source: 'paper',
      broughtIn: { title: 'Geneva, June 2019', proof: '12' },
    })
    const entries = await rows(
      sql`select who, what from audit where subject = 'import:1' order by number`,
    )
    expect(entries.map(({ who, what }) => `${who} ${what}`)).toEqual([
      'staff:1 import.create',
      'staff:1 import.check',
      'staff:1 import.start',
      'system import.done',
    ])
  })

  test('leaves out whoever has signed, and says who looks like somebody', async () => {
    await people.confirmed(personForm(app, { name: 'Rui Costa', email: 'rui.costa@gmail.com' }))
    const one = await check(
      app,
      await upload(
        app,
        csvOf([
          ['Full name', 'E-mail', 'Country', 'Date'],
          ['Somebody Else', 'ruicosta+x@gmail.com', 'PT', '2019-06-11'],
          ['Rui  COSTA', '', 'Portugal', '2019-06-11'],
          ['Rui Costa', '', 'Brasil', '2019-06-11'],
          ['Mei Chen', 'mei@example.org', 'CN', '2019-06-11'],
          ['Mei Chen', 'MEI@example.org', 'CN', '2019-06-11'],
        ]),
      ),
    )
    expect(one).toMatchObject({ ready: 3, doubles: 2, flagged: 1, wrong: 0 })
    expect(await problemsOf(one.id)).toEqual([
      [2, 'imports.problems.addressInRegister'],
      [3, 'imports.problems.nameInRegister'],
      [6, 'imports.problems.addressInFile'],
    ])
    // Meanwhile somebody of the list signs here.
    await people.confirmed(personForm(app, { name: 'Mei Chen', email: 'mei@example.org' }))
    const done = await start(app, one, { leaveFlagged: 'on' })
    expect(done).toMatchObject({ made: 1, doubles: 3 })
    expect(
      await rows(sql`select count(*) as n from endorsements where email_key = 'mei@example.org'`),
    ).toEqual([{ n: 1 }])
    expect(await verifyTally(app.context.database)).toEqual([])
  })

  test('every row that breaks a rule of the form is named with its reason', async () => {
    const one = await check(
      app,
      await upload(
        app,
        csvOf([
          ['Given name', 'Family name', 'E-mail', 'Country', 'Date', 'Visibility', 'News'],
          ['<script>alert(1)</script>', '', '', 'PT', '2019-06-11', '', ''],
          ['www.buy.example', 'cheap', '', 'PT', '2019-06-11', '', ''],
          ['', '', '', 'PT', '2019-06-11', '', ''],
          ['=HYPERLINK("x")', '', '', 'PT', '2019-06-11', '', ''],
          ['Ana', 'Sá', 'ana@@example', 'PT', '2019-06-11', '', ''],
          ['Ana', 'Sá', '', 'Narnia', '31/02/2019', '', ''],
          ['Ana', 'Sá', '', 'PT', '2091-06-11', 'hidden', 'perhaps'],
          ['x'.repeat(5000), '', '', 'PT', '2019-06-11', '', ''],
          ['Ana\u202E', 'Sá', '', 'PT', '2019-06-11', 'Anonymous', 'yes'],
        ]),
      ),
      { news: 'Send me news.' },
    )
    expect(one).toMatchObject({ checked: 9, ready: 1, wrong: 8 })
    expect(await problemsOf(one.id)).toEqual([
      [2, 'errors.name.markup'],
      [3, 'errors.name.link'],
      [4, 'imports.problems.name'],
      [5, 'errors.name.formula'],
      [6, 'errors.email.form'],
      [7, 'imports.problems.country', 'imports.problems.date'],
      [8, 'imports.problems.when', 'imports.problems.news', 'imports.problems.visibility'],
      [9, 'errors.name.tooLong'],
    ])
    const report = (await Array.fromAsync(app.imports.report(one.id, 'en'))).join('')
    expect(report.split('\r\n')).toHaveLength(13)
    expect(report).toContain(
      `5,Left out,Name,"'=HYPERLINK(""x"")",Name must not begin with = + - or @,`,
    )
    await start(app, one)
    const ana = await named('Ana Sá')
    expect(ana).toMatchObject({ visibility: 'anonymous', state: 'published' })
    expect(ana['updates_wording']).not.toBeNull()
  })

  test('whom a rule blocks is left out, whom one holds waits', async () => {
    await app.work.addRules(ADMIN, {
      action: 'block',
      subject: 'domain',
      patterns: 'spam.example',
      note: '',
    })
    await app.work.addRules(ADMIN, {
      action: 'hold',
      subject: 'name',
      patterns: 'Mickey Mouse',
      note: '',
    })
    const one = await bringIn(
      app,
      csvOf([
        ['Name', 'E-mail', 'Country', 'Date'],
        ['Bot One', 'bot@spam.example', 'PT', '2019-06-11'],
        ['Mickey Mouse', '', 'US', '2019-06-11'],
        ['Pаul Mixed', '', 'US', '2019-06-11'],
        ['Fine Person', '', 'US', '2019-06-11'],
      ]),
    )
    expect(one).toMatchObject({ made: 3, wrong: 1 })
    expect(await named('Mickey Mouse')).toMatchObject({ state: 'review', number: null })
    expect(await named('Pаul Mixed')).toMatchObject({ state: 'review', held_by: 'mixed scripts' })
    expect(await named('Fine Person')).toMatchObject({ state: 'published' })
    expect(await verifyTally(app.context.database)).toEqual([])
  })
})

describe('A list of organisations', () => {
  test('waits for review, and whoever has no address can be approved', async () => {
    const one = await bringIn(
      app,
      csvOf([
        ['Organization name', 'Web site', 'Country', 'City', 'Contact', 'Date'],
        ['Open Harbour', 'harbour.example', 'Kenya', 'Mombasa', 'Grace Mwangi', '2019-06-11'],
        ['Harbour Again', 'https://www.harbour.example/x', 'Kenya', '', '', '2019-06-11'],
        ['No Website', '', 'Kenya', '', '', '2019-06-11'],
      ]),
      { type: 'ngo', source: 'earlier' },
      'organisation',
    )
    expect(one).toMatchObject({ made: 2, wrong: 1, flagged: 1 })
    const harbour = await named('Open Harbour')
    expect(harbour).toMatchObject({
      state: 'review',
      held_by: 'vetting',
      source: 'earlier',
      organisation_type: 'ngo',
    })
    const before = await mails()
    expect(
      await app.work.act(ADMIN, Number(harbour['id']), { verb: 'approve', reason: '' }),
    ).toEqual({ outcome: 'done' })
    expect(await mails()).toBe(before)
    const { number } = await named('Open Harbour')
    expect(await app.register.organisation(Number(number))).toMatchObject({
      city: 'Mombasa',
      broughtIn: { source: 'earlier', title: 'Geneva, June 2019' },
    })
  })
})

describe('The list of the Commission’s signatories', () => {
  test('is a list of its own, in no count, and can be undone', async () => {
    const before = (await app.register.counts()).total
    expect(await app.register.hasCommission()).toBe(false)
    const version = app.context.database.version()
    const one = await bringIn(
      app,
      csvOf([
        ['Name', 'Affiliation', 'Country'],
        ['Specimen One', 'Specimen University', 'US'],
        ['Specimen Two', '', ''],
      ]),
      { texts: [] },
      'commission',
    )
    expect(one.made).toBe(2)
    expect(await app.register.commission()).toEqual([
      {
        name: 'Specimen One',
        affiliation: 'Specimen University',
        country: 'US',
        role: null,
        signedAt: null,
      },
      { name: 'Specimen Two', affiliation: null, country: null, role: null, signedAt: null },
    ])
    expect(app.context.database.version()).toBeGreaterThan(version)
    expect((await app.register.counts()).total).toBe(before)
    await app.imports.undo(ADMIN, one.id, 'An older copy')
    await reached(app, one.id, ['undone'])
    expect(await app.register.hasCommission()).toBe(false)
  })
})

test('what the form leaves out is asked for, and nothing begins', async () => {
  const one = await upload(
    app,
    csvOf([
      ['Wer', 'Wo'],
      ['Ana Sá', 'PT'],
    ]),
  )
  expect(one.looked).toMatchObject({ header: false, guesses: ['', ''] })
  const asked = await app.imports.map(ADMIN, one, { column0: 'name', column1: 'name' })
  expect(asked).toMatchObject({ outcome: 'invalid' })
  expect(asked.outcome === 'invalid' && asked.errors.map(({ message }) => message)).toEqual([
    'imports.errors.twice',
    'imports.errors.title',
    'errors.texts.missing',
    'imports.errors.date',
  ])
  expect((await app.imports.view(one.id))!.state).toBe('mapping')
  expect(await app.imports.start(ADMIN, one.id, { revision: '0' })).toBe(false)
  expect(await app.imports.discard(ADMIN, one.id)).toBe(true)
  expect(
    await app.imports.map(ADMIN, one, {
      column0: 'name',
      title: 'x',
      texts: ['convention'],
      date: '2019-06-11',
    }),
  ).toEqual({ outcome: 'tooLate' })
  expect(await rows(sql`select * from import_parts where import_id = ${one.id}`)).toEqual([])
})
