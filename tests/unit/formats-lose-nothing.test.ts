/** What people take away says all that a text says: each format is read back, by another reader. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toAkomaNtoso } from '../../src/server/texts/formats/akoma-ntoso.ts'
import { eIdsOf } from '../../src/server/texts/formats/eids.ts'
import { extract } from '../../src/server/texts/formats/extract.ts'
import { toJson } from '../../src/server/texts/formats/json.ts'
import { toMarkdown } from '../../src/server/texts/formats/markdown.ts'
import { publicationOf } from '../../src/server/texts/formats/publication.ts'
import { loaded } from '../../src/server/texts/loaded.ts'
import type { LegalText } from '../../src/server/texts/model.ts'
import { anyText } from '../support/any-text.ts'
import { textOfAkomaNtoso } from '../support/read-back/akoma-ntoso.ts'
import { textOfJson } from '../support/read-back/json.ts'
import { textOfMarkdown } from '../support/read-back/markdown.ts'

const SITE = 'https://example.org'
const taken = (text: LegalText) => extract(loaded(text), { kind: 'text' })!

function akomaNtosoAndBack(text: LegalText): LegalText {
  const whole = taken(text)
  const eIds = eIdsOf(whole.whole)
  const addresses = new Map(whole.whole.places.map(({ address }) => [eIds(address)!, address]))
  return textOfAkomaNtoso(toAkomaNtoso(whole, publicationOf(text, SITE)), (eId) =>
    addresses.get(eId),
  )
}

describe('whatever a text holds is the same text again', () => {
  const always = (there: (text: LegalText) => LegalText, numRuns = 100) =>
    fc.assert(
      fc.property(anyText, (text) => {
        expect(there(text)).toEqual(text)
      }),
      { numRuns },
    )
  test('from JSON', () => {
    always((text) => textOfJson(toJson(taken(text), publicationOf(text, SITE))))
  })
  test('from Markdown', () => {
    const back = (text: LegalText) =>
      textOfMarkdown(toMarkdown(taken(text), publicationOf(text, SITE)))
    // The parser is slow with deep lists.
    always(back, 50)
  })
  test('from Akoma Ntoso', () => {
    always(akomaNtosoAndBack)
  })
})
