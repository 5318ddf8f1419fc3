import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/trino/**/*.test.ts'],
    globalSetup: ['tests/trino/global-setup.ts'],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
  },
})
