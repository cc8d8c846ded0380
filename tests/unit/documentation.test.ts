import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SETTING_NAMES } from '../../src/server/config.ts'
import { SETTINGS } from '../../src/server/settings.ts'

const root = new URL('../../', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, root), 'utf8')

describe('The documentation', () => {
  test.each(SETTING_NAMES)('describes the variable %s', (name) => {
    expect(read('docs/operating.md')).toMatch(new RegExp(`^\\| \`${name}\` +\\|`, 'm'))
  })

  test('describes no variable that does not exist', () => {
    const described = [...read('docs/operating.md').matchAll(/^\| `([A-Z_]+)` +\|/gm)].map(
      ([, name]) => name,
    )
    expect(described.toSorted()).toEqual(SETTING_NAMES.toSorted())
  })

  test.each(Object.keys(SETTINGS))('describes the setting %s', (key) => {
    expect(read('docs/operating.md')).toContain(`settings ${key} `)
  })

  test('keeps the README short, and what it names is there', () => {
    const readme = read('README.md')
    expect(readme.split('\n').length).toBeLessThan(120)
    const commands = Object.keys(JSON.parse(read('package.json')).scripts)
    for (const [, name] of readme.matchAll(/npm run (\w+)/g)) expect(commands).toContain(name)
    for (const [, path] of readme.matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
      expect(existsSync(new URL(path!, root)), path).toBe(true)
    }
  })
})
