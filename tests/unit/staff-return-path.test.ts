import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { returnPath } from '../../src/server/staff/return-path.ts'

describe('After signing in', () => {
  test.each(['/staff', '/staff/people/3', '/staff/audit?who=staff:1&what=x'])(
    '%s is gone back to',
    (path) => {
      expect(returnPath(path)).toBe(path)
    },
  )

  test.each([
    [null],
    [''],
    ['/'],
    ['/sign'],
    ['/staffing'],
    ['https://evil.example/staff'],
    ['//evil.example/staff'],
    ['/\\evil.example/staff'],
    ['\\\\evil.example/staff'],
    ['javascript:alert(1)'],
    ['/staff/../sign'],
    ['/staff/%2e%2e/sign'],
    ['/staff/login?next=/staff'],
    ['/staff/logout'],
    ['/staff/again'],
    ['/staff/second-factor'],
    [`/staff/${'x'.repeat(600)}`],
    ['/\t/evil.example'],
  ])('%j leads to /staff', (asked) => {
    expect(returnPath(asked)).toBe('/staff')
  })

  test('whatever is asked for, it is a path of the staff area', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (tail) => {
        for (const asked of [tail, `/staff${tail}`, `//${tail}`]) {
          const url = new URL(returnPath(asked), 'https://our.example')
          expect(url.origin).toBe('https://our.example')
          expect(url.pathname).toMatch(/^\/staff(\/|$)/)
        }
      }),
    )
  })
})
