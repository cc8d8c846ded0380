import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import english from '../../content/messages/en.json' with { type: 'json' }
import type { EmailProblem } from '../../src/server/endorsements/email-address.ts'
import type { NameProblem } from '../../src/server/endorsements/names.ts'
import { isMessageKey, translator, type MessageKey } from '../../src/server/messages/index.ts'

const t = translator('en')

const leaves = (value: unknown, path: string[] = []): [string, string][] =>
  typeof value === 'string'
    ? [[path.join('.'), value]]
    : Object.entries(value as object).flatMap(([key, each]) => leaves(each, [...path, key]))
const messages = new Map(leaves(english))

/** Names of the arguments of a message, those inside plurals and selects included. */
function argumentsOf(message: string): Set<string> {
  const names = new Set<string>()
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { type, value: name } = value as { type?: number; value?: unknown }
    // 1 argument, 2 number, 3 date, 4 time, 5 select, 6 plural
    if (typeof type === 'number' && type >= 1 && type <= 6) names.add(String(name))
    Object.values(value).forEach(walk)
  }
  walk(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst())
  return names
}

/** Every call t('key', { … }) in the program. */
function calls(): { file: string; key: string; values: string }[] {
  const root = fileURLToPath(new URL('../../src/', import.meta.url))
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(astro|ts)$/.test(file))
    .flatMap((file) => {
      const source = readFileSync(join(root, file), 'utf8')
      const found = source.matchAll(/\bt\(\s*'([\w.-]+)'(?:,\s*\{([^}]*)\})?/g)
      return [...found].map(([, key = '', values = '']) => ({ file, key, values }))
    })
}

describe('every message', () => {
  test.each([...messages])('%s can be read', (_, message) => {
    const values = Object.fromEntries([...argumentsOf(message)].map((name) => [name, 3]))
    const text = String(
      new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).format(values),
    )
    expect(text.trim()).not.toBe('')
    expect(text).not.toMatch(/undefined|\[object|\{\w*\}/)
  })

  test('that stands in the program exists and is given its values', () => {
    const wrong = calls().filter(({ key, values }) => {
      const message = messages.get(key)
      if (message === undefined) return true
      const missing = [...argumentsOf(message)].filter(
        (name) => !new RegExp(`\\b${name}\\b`).test(values),
      )
      return missing.length > 0 && !values.includes('...')
    })
    expect(wrong).toEqual([])
    expect(calls().length).toBeGreaterThan(100)
  })

  test('with a count has a singular', () => {
    expect(t('live.total', { count: 1 })).toBe('1 signatory')
    expect(t('live.organisations', { count: 0 })).toBe('0 organisations')
    expect(t('live.countries', { count: 1 })).toBe('1 country or territory')
    expect(t('confirm.done', { number: 12_345 })).toBe('You are signatory no. 12,345.')
  })
})

describe('everything that can be wrong with a form has words', () => {
  const names: Record<NameProblem, true> = {
    ...{ missing: true, tooLong: true, control: true, lost: true, link: true },
    ...{ markup: true, formula: true, marks: true, letters: true },
  }
  const emails: Record<EmailProblem, true> = {
    missing: true,
    form: true,
    domain: true,
    tooLong: true,
  }
  const lines = Object.keys(names).filter((name) => name !== 'missing' && name !== 'letters')
  const keys = [
    ...Object.keys(names).map((problem) => `errors.name.${problem}`),
    ...Object.keys(emails).map((problem) => `errors.email.${problem}`),
    ...lines.map((problem) => `errors.line.${problem}`),
    ...['missing', 'form'].map((problem) => `errors.website.${problem}`),
    ...['tooLarge', 'format'].map((problem) => `errors.logo.${problem}`),
    ...literalKeys(),
  ]

  test.each([...new Set(keys)])('%s', (key) => {
    expect(isMessageKey(key)).toBe(true)
    expect(t(key as MessageKey)).not.toMatch(/[{}']{2}|'\{/)
  })
})

/** The keys that the services name outright. */
function literalKeys(): string[] {
  const root = fileURLToPath(new URL('../../src/server/', import.meta.url))
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap(
      (file) => readFileSync(join(root, file), 'utf8').match(/(?<=')errors\.[\w.]+(?=')/g) ?? [],
    )
}

test('a hostile value stays a value', () => {
  const name = "{number, number} <b>'{x}' #"
  expect(t('confirm.doneTitle', { name })).toBe(`Thank you, ${name}`)
  expect(isMessageKey('toString')).toBe(false)
  expect(isMessageKey('errors')).toBe(false)
  expect(isMessageKey('__proto__.x')).toBe(false)
})
