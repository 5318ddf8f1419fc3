import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/trino/**', 'node_modules/**'],
    setupFiles: ['tests/properties.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    passWithNoTests: false,
    maxWorkers: 2,
  },
})
