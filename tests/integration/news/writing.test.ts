/** Staff write: what cannot be sent is said, nothing typed is lost, and two at once do not overwrite each other. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../../src/server/database/index.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { draft, editor, newsIn, reader, send, untilSent, words } from '../../support/news.ts'
import { until } from '../../support/until.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
  await reader(app, 'ana@example.org')
})
afterAll(() => app.remove())

const milo = { id: 2, email: 'milo@staff.example', network: '192.0.2' }
const begin = (more: Record<string, string | string[]>) =>
  app.news.begin(editor, { formKey: app.news.newFormKey(), ...words, ...more })

describe('it is not saved', () => {
  test.each([
    ['without a subject', { subject: '  ' }, 'subject', 'news.errors.subjectMissing'],
    [
      'with a subject that is too long',
      { subject: 'x'.repeat(151) },
      'subject',
      'news.errors.subjectLong',
    ],
    ['with two subjects', { subject: ['a', 'b'] }, 'subject', 'errors.single'],
    ['without a text', { body: '' }, 'body', 'news.errors.bodyMissing'],
    ['with a text of 200 KB', { body: 'word '.repeat(40_000) }, 'body', 'news.errors.bodyLong'],
    [
      'with nothing but HTML',
      { body: '<b>\n\n<script>alert(1)</script>' },
      'body',
      'news.errors.bodyNothing',
    ],
    [
      'with nothing but a picture',
      { body: '![](https://e.example/pixel.gif)' },
      'body',
      'news.errors.bodyNothing',
    ],
    ['with a control in it', { body: 'a\u0000b' }, 'body', 'errors.line.lost'],
    ['with half a character', { body: 'a\ud800b' }, 'body', 'errors.line.lost'],
    ['in no language', { language: 'tlh' }, 'language', 'news.errors.language'],
    ['from a form that is not ours', { formKey: 'x' }, 'subject', 'errors.formKey'],
  ])('%s', async (_, more, field, message) => {
    expect(await begin(more)).toEqual({ outcome: 'invalid', errors: [{ field, message }] })
  })
})

test('two clicks begin one piece; going back and mending it changes that one', async () => {
  const formKey = app.news.newFormKey()
  const [one, two] = await Promise.all([begin({ formKey }), begin({ formKey })])
  expect(one).toEqual(two)
  expect(one.outcome).toBe('saved')
})

describe('two who write at once', () => {
  test('do not overwrite each other: the second is told who was first', async () => {
    const id = await draft(app)
    const seen = { language: 'en', revision: '1' }
    expect(await app.news.edit(milo, id, { ...seen, subject: 'His', body: 'b' })).toMatchObject({
      outcome: 'saved',
    })
    expect(await app.news.edit(editor, id, { ...seen, subject: 'Hers', body: 'b' })).toEqual({
      outcome: 'changedMeanwhile',
      by: 'milo@staff.example',
    })
    // His second click is no conflict.
    expect(await app.news.edit(milo, id, { ...seen, subject: 'His', body: 'b' })).toMatchObject({
      outcome: 'saved',
    })
  })

  test('in two languages do not meet', async () => {
    const id = await draft(app)
    const french = { language: 'fr', subject: 'Bonjour', body: 'b', revision: '0' }
    const outcomes = await Promise.all([
      app.news.edit(milo, id, french),
      app.news.edit(editor, id, { ...words, subject: 'Hers', revision: '1' }),
    ])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['saved', 'saved'])
    expect((await app.news.view(id))!.texts.map(({ subject }) => subject)).toEqual([
      'Hers',
      'Bonjour',
    ])
    expect(await app.news.removeLanguage(editor, id, 'fr')).toBe(true)
    expect(await app.news.removeLanguage(editor, id, 'en')).toBe(false)
  })

  test('choose whom it is for, and schedule: nobody sends what they have not seen', async () => {
    const id = await draft(app)
    const { audience, revision } = (await app.news.view(id))!
    const seen = JSON.stringify(audience)
    expect(await app.news.choose(milo, id, { seen, countries: 'PT' })).toBe('saved')
    expect(await app.news.choose(editor, id, { seen, countries: 'SE' })).toBe('changedMeanwhile')
    const now = { when: 'now', revision: String(revision) }
    expect(await app.news.schedule(editor, id, now)).toBe('changedMeanwhile')
    expect(await app.news.choose(editor, id, { seen, countries: 'Atlantis' })).toBe('invalid')
  })
})

describe('it is not scheduled', () => {
  test.each([
    ['for a time gone by', { when: 'later', at: '2026-11-20T09:00' }],
    ['for a time in two years', { when: 'later', at: '2028-12-01T09:00' }],
    ['for no time', { when: 'later', at: 'soon' }],
    ['for two times', { when: 'later', at: ['2026-12-01T09:00', '2026-12-02T09:00'] }],
  ])('%s', async (_, when) => {
    const id = await draft(app)
    expect(await app.news.schedule(editor, id, { revision: '2', ...when })).toBe('time')
  })

  test('for nobody, and when there is no such piece', async () => {
    const id = await draft(app)
    const { audience } = (await app.news.view(id))!
    await app.news.choose(editor, id, { seen: JSON.stringify(audience), countries: 'TV' })
    expect(await app.news.schedule(editor, id, { revision: '3', when: 'now' })).toBe('nobody')
    expect(await app.news.schedule(editor, 999_999, { revision: '1', when: 'now' })).toBe('nobody')
  })
})

test('what is scheduled stands still until it is taken back; then it can be changed again', async () => {
  const id = await draft(app)
  const { revision, audience } = (await app.news.view(id))!
  await send(app, id, { when: 'later', at: '2026-12-01T09:00' })
  // The second click of the button.
  const later = { revision: String(revision), when: 'later', at: '2026-12-01T09:00' }
  expect(await app.news.schedule(editor, id, later)).toBe('scheduled')
  expect(await app.news.edit(editor, id, { ...words, subject: 'New', revision: '1' })).toEqual({
    outcome: 'tooLate',
  })
  expect(
    await app.news.choose(editor, id, { seen: JSON.stringify(audience), countries: 'PT' }),
  ).toBe('tooLate')
  expect(await app.news.removeLanguage(editor, id, 'en')).toBe(false)
  await expect(
    app.context.database.write([sql`update news_texts set subject = 'x' where news_id = ${id}`]),
  ).rejects.toThrow('only a draft is changed')
  expect(await app.news.takeBack(editor, id)).toBe(true)
  expect(await app.news.takeBack(editor, id)).toBe(false)
  expect(
    await app.news.edit(editor, id, { ...words, subject: 'New', revision: '1' }),
  ).toMatchObject({ outcome: 'saved' })
})

test('a test goes to its author alone, as it stands, and a double click brings one', async () => {
  const id = await draft(app, { subject: 'Try me' })
  expect(await Promise.all([1, 2].map(() => app.news.sendTest(editor, id, 'en')))).toEqual([
    true,
    false,
  ])
  const mails = await until(async () => {
    const found = (await newsIn(app)).filter(({ subject }) => subject.includes('Try me'))
    return found.length > 0 && found
  }, 'the test')
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['editor@staff.example', 'Test: Try me'],
  ])
  expect(await app.news.sendTest(editor, id, 'zh')).toBe(false)
})

test('hostile Markdown arrives as words', async () => {
  const body = [
    '<script>alert(1)</script> [click](javascript:alert(1)) [bank](https://bank.example@evil.example)',
    '<img src=x onerror=alert(1)> ![pixel](https://evil.example/p.gif) [data](data:text/html,x)',
    '[quote](https://e.example/"onmouseover="alert(1)) <style>*{display:none}</style>',
    `${'>'.repeat(400)} deep`,
  ].join('\n\n')
  const id = await draft(app, {
    subject: '</title><script>alert(2)</script>\r\nBcc: bo@evil.example',
    body,
  })
  expect((await app.news.view(id))!.texts[0]!.leftOut.toSorted()).toEqual([
    'deep',
    'html',
    'image',
    'link',
  ])
  await send(app, id)
  await untilSent(app, id)
  const [mail] = (await newsIn(app)).filter(({ subject }) => subject.includes('Bcc'))
  expect(mail!.to).toBe('ana@example.org')
  // The head is the layout's own.
  const [, shown] = mail!.html.split('</head>')
  expect(shown).not.toMatch(/<(script|img|style|iframe)|href="(?!https?:|mailto:)|"\s*on\w+=/i)
  expect(mail!.html).not.toContain('evil.example"')
  expect(mail!.text).not.toContain('javascript:')
  expect(
    [...mail!.html.matchAll(/href="([^"]*)"/g)].map(([, href]) => new URL(href!).hostname),
  ).toEqual(['e.example', expect.any(String), expect.any(String)])
})

test(
  'Markdown that is too entangled to be read is refused, and nobody waits for it',
  { timeout: 60_000 },
  async () => {
    const outcome = await begin({ body: '*_'.repeat(10_000) })
    expect(['saved', 'invalid']).toContain(outcome.outcome)
  },
)
