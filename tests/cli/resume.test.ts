import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { manifest } from '../../algorithms/contracts/manifest.ts'
import { COHORTS, cohorts, isAnythingPublished, temporaryFolder } from './command.ts'

const home = temporaryFolder()
const region = join(home, 'region')

beforeAll(() => {
  expect(cohorts('synthesise', '--people', '2000', '--seed', '3', '--out', region).code).toBe(0)
})

const words = (out: string) => ['run', '--data', region, '--out', out, '--shards', '24', '--workers', '1']

const shardsDecided = (out: string): number => {
  const works = existsSync(join(out, 'work')) ? readdirSync(join(out, 'work')) : []
  const decided = works.map((work) => join(out, 'work', work, 'decided')).find((folder) => existsSync(folder))
  return decided === undefined ? 0 : readdirSync(decided).filter((name) => name.endsWith('.json')).length
}

/** Starts a run, waits until it has decided some of its shards, and sends it a signal. Answers with how it ended. */
async function interrupted(out: string, signal: NodeJS.Signals): Promise<number | null> {
  const child: ChildProcess = spawn(process.execPath, [COHORTS, ...words(out)], { stdio: 'ignore' })
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  while (child.exitCode === null && shardsDecided(out) < 3) await later(5)
  child.kill(signal)
  return ended
}

describe('a run that was interrupted', () => {
  it.each([
    { signal: 'SIGINT', code: 130, lock: false },
    { signal: 'SIGKILL', code: null, lock: true },
  ] as const)('by $signal publishes nothing, and goes on where it stopped', async ({ signal, code, lock }) => {
    const out = join(home, signal)
    expect(await interrupted(out, signal)).toBe(code)
    expect(isAnythingPublished(out)).toBe(false)
    expect(existsSync(join(out, '.lock'))).toBe(lock)

    const decided = shardsDecided(out)
    expect(decided).toBeGreaterThan(0)
    const again = cohorts(...words(out))
    expect(again.code).toBe(0)
    expect(existsSync(join(out, 'work'))).toBe(false)

    const whole = join(home, `${signal}-whole`)
    expect(cohorts(...words(whole)).code).toBe(0)
    const digests = (folder: string) =>
      manifest.parse(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))).digests
    expect(digests(out)).toEqual(digests(whole))
  })
})
