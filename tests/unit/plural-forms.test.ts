import { expect, test } from 'vitest'
import { formsOf } from '../../src/components/live/forms.ts'
import { translator } from '../../src/server/messages/index.ts'

const t = translator('en')

test('words about a number hold a place for another number', () => {
  expect(formsOf('en', (count) => t('live.total', { count }))).toEqual({
    none: '# signatories',
    one: '# signatory',
    other: '# signatories',
  })
  expect(formsOf('en', (people) => t('home.people', { people }))).toEqual({
    none: 'people have signed',
    one: 'person has signed',
    other: 'people have signed',
  })
})

test.each(['ar', 'en', 'es', 'fr', 'ru', 'zh'])('in %s every count has its form', (language) => {
  const { format } = new Intl.NumberFormat(language)
  const rules = new Intl.PluralRules(language)
  const forms = formsOf(language, (n) => `<${format(n)}>`)
  expect(Object.values(forms).every((form) => form === '<#>')).toBe(true)
  const counts = Array.from({ length: 1200 }, (_, i) => i + 1)
  for (const n of [...counts, 1e5, 1e6, 2e6]) expect(forms).toHaveProperty(rules.select(n))
})
