import { afterEach, beforeEach, expect, vi } from 'vitest'

// A test that makes the program complain fails, unless it is about that complaint.
beforeEach(() => {
  vi.spyOn(console, 'error')
})
afterEach(() => {
  expect(vi.mocked(console.error).mock.calls).toEqual([])
  vi.restoreAllMocks()
})
