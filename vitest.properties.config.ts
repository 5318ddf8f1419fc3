import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Every test that draws lives, over lives never drawn before; a failure prints the seed and path that show it again. */
export default defineConfig({
  test: {
    include: readdirSync('tests', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts') && !file.startsWith('trino'))
      .map((file) => join('tests', file).replaceAll('\\', '/'))
      .filter((file) => readFileSync(file, 'utf8').includes('fc.assert')),
    setupFiles: ['tests/properties.ts'],
    env: { PROPERTY_SEED: 'new' },
    testTimeout: 600_000,
    passWithNoTests: false,
    maxWorkers: 2,
  },
})
