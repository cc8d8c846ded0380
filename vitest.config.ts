import { defineConfig } from 'vitest/config'

const project = (name: string, more: object = {}) => ({
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    setupFiles: ['tests/support/strict-console.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    ...more,
  },
})

export default defineConfig({
  test: {
    projects: [
      // One after the other: each takes as many workers as its tests leave room for.
      project('unit', { sequence: { groupOrder: 0 } }),
      project('integration', { maxWorkers: 3, sequence: { groupOrder: 1 } }),
      project('e2e', { maxWorkers: 2, sequence: { groupOrder: 2 } }),
      // These fill the machine, so they run by themselves, after all others.
      project('load', { maxWorkers: 1, sequence: { groupOrder: 3 } }),
    ],
  },
})
