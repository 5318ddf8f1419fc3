import { defineConfig } from 'vitest/config'

/** What synthesises the deployment and runs its machine: minutes, so beside the ordinary suite. */
export default defineConfig({
  test: {
    include: ['tests/aws/**/*.machine.ts', 'tests/infra/**/*.machine.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: 2,
    // A run leaves much behind at once; a larger nursery sweeps it up in a tenth less of the time.
    execArgv: ['--max-semi-space-size=64'],
  },
})
