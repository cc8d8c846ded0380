/** Citations: of the published edition, of what is not published, and of what is only a specimen. */
import { describe, expect, test } from 'vitest'
import { specimenConvention, specimenDeclaration } from '../../scripts/specimen/build.ts'
import { toBibtex, toCsl, toRis } from '../../src/server/texts/cite/files.ts'
import { stylesOf } from '../../src/server/texts/cite/styles.ts'
import { workOf } from '../../src/server/texts/cite/work.ts'
import { loaded } from '../../src/server/texts/loaded.ts'
import type { LegalText } from '../../src/server/texts/model.ts'

const SITE = 'https://example.org'
const TODAY = new Date('2026-11-21T12:00:00Z')
const published: LegalText = {
  ...specimenConvention('en'),
  ...{ status: 'official', title: 'Model International Mobility Convention', date: null },
}
const work = (text: LegalText, at?: string) => workOf(loaded(text), at, SITE)
const said = (text: LegalText, at?: string) =>
  Object.fromEntries(
    stylesOf(work(text, at), TODAY).flatMap(({ name, forms }) =>
      forms.map(({ of, words }) => [
        `${name}, ${of}`,
        words.map(({ text, isItalic }) => (isItalic ? `_${text}_` : text)).join(''),
      ]),
    ),
  )

test('the published edition is cited as the journal publication that it is', () => {
  expect(said(published, '8#p2-a')).toEqual({
    'Bluebook, note':
      'International Mobility Commission, _Model International Mobility Convention_, 56 Colum. J. Transnat’l L. (special issue 2), art. 8(2)(a) (2018), https://example.org/convention/1.0/en/articles/8#p2-a.',
    'OSCOLA, note':
      'International Mobility Commission, ‘Model International Mobility Convention’ (2018) 56(special issue 2) Colum J Transnatl L, art 8(2)(a) <https://example.org/convention/1.0/en/articles/8#p2-a> accessed 21 November 2026',
    'APA, list':
      'International Mobility Commission. (2018). Model International Mobility Convention. _Columbia Journal of Transnational Law_, _56_(Special issue 2). https://example.org/convention/1.0/en/articles/8#p2-a',
    'APA, text': '(International Mobility Commission, 2018, art. 8(2)(a))',
    'Chicago, note':
      'International Mobility Commission, “Model International Mobility Convention,” _Columbia Journal of Transnational Law_ 56, special issue 2 (2018): art. 8(2)(a), https://example.org/convention/1.0/en/articles/8#p2-a.',
    'Chicago, list':
      'International Mobility Commission. “Model International Mobility Convention.” _Columbia Journal of Transnational Law_ 56, special issue 2 (2018). https://example.org/convention/1.0/en/articles/8#p2-a.',
  })
})

test('the Declaration, and another edition, as documents of this site', () => {
  const declaration: LegalText = {
    ...specimenDeclaration('en'),
    ...{ status: 'official', title: 'Model International Mobility Declaration', date: null },
  }
  expect(said(declaration, '3')['Bluebook, note']).toBe(
    '_Model International Mobility Declaration_ (edition 2.0) art. 3 (2019), https://example.org/declaration/2.0/en/articles/3.',
  )
  expect(said(declaration)['APA, list']).toBe(
    '_Model International Mobility Declaration_ (edition 2.0). (2019). https://example.org/declaration/2.0/en',
  )
  const later = said({ ...published, edition: '1.1' })
  for (const words of Object.values(later)) expect(words).not.toMatch(/Colum|56/)
  expect(later['Bluebook, note']).toContain('(edition 1.1) (n.d.)')
})

test('a specimen and a translation say so wherever something is listed', () => {
  const specimen = said(specimenConvention('en'), '12')
  for (const [form, words] of Object.entries(specimen)) {
    expect([form, words]).toEqual([
      form,
      expect.stringContaining('[specimen, not the official text]'),
    ])
    expect(words).not.toMatch(/Commission|Colum/)
  }
  const translation = said({ ...published, status: 'unofficial translation' }, '12')
  for (const form of ['Bluebook, note', 'OSCOLA, note', 'APA, list', 'Chicago, note'])
    expect(translation[form]).toContain('[unofficial translation]')
})

test('nothing is dressed up as a treaty in force', () => {
  const all = [published, specimenConvention('en')].flatMap((text) => [
    ...Object.values(said(text, '1')),
    ...[toBibtex, toRis, toCsl].map((make) => make(work(text, '1'))),
  ])
  for (const words of all)
    expect(words).not.toMatch(
      /treaty|U\.?N\.?T\.?S|in force|opened for signature|@legislation|TY {2}- (STAT|BILL)/i,
    )
})

test('a paragraph without a number is counted', () => {
  const { address } = loaded(published).places.find(
    (place) =>
      place.kind === 'provision' && place.address === '1#p2' && place.provision.label === null,
  )!
  expect(work(published, address).pinpoint).toEqual({ number: '1, para 2' })
})

describe('programs that keep references read', () => {
  const hostile = { ...published, title: 'A {title} with \\ 100 % & #1_a~^ $x$' }
  test('BibTeX, whatever the title holds', () => {
    const entry = toBibtex(work(hostile, '12'))
    expect(entry).toMatch(/^@article\{convention-1\.0-en-art-12,\n/)
    expect(entry).toContain('volume = {56}')
    let depth = 0
    for (const [sign] of entry.replace(/\\[{}]/g, '').matchAll(/[{}]/g)) {
      depth += sign === '{' ? 1 : -1
      expect(depth).toBeGreaterThanOrEqual(0)
    }
    expect(depth).toBe(0)
    expect(entry.replace(/\\[&%$#_{}]/g, '')).not.toMatch(/[&%$#]/)
  })
  test('RIS, a field a line', () => {
    const lines = toRis(work(published, '12')).split('\r\n')
    expect(lines[0]).toBe('TY  - JOUR')
    expect(lines.slice(-2)).toEqual(['ER  - ', ''])
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^[A-Z][A-Z0-9] {2}- /)
    expect(lines).toContain('N1  - Edition 1.0; art. 12')
  })
  test('CSL-JSON', () => {
    const [item] = JSON.parse(toCsl(work(published, '12')))
    expect(item).toMatchObject({
      ...{ type: 'article-journal', volume: '56', issue: 'special issue 2' },
      ...{
        issued: { 'date-parts': [[2018]] },
        author: [{ literal: 'International Mobility Commission' }],
      },
      URL: 'https://example.org/convention/1.0/en/articles/12',
    })
  })
})
