import { defineConfig } from 'vitest/config'

const project = (name: string, more: object = {}) => ({
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    setupFiles: ['tests/support/strict-console.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    ...more,
  },
})

export default defineConfig({
  test: {
    projects: [
      project('unit'),
      project('integration', { maxWorkers: 3 }),
      project('e2e', { maxWorkers: 2, testTimeout: 60_000 }),
    ],
  },
})
