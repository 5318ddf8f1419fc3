import { spawnSync } from 'node:child_process'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentOf } from '../../architecture/tracked-files.ts'
import { COHORTS, type Ended, temporaryFolder } from '../command.ts'

const home = temporaryFolder()

/** Runs a command as somebody who is not signed in, and whom nothing signs in. */
function signedOut(...words: readonly string[]): Ended {
  const { PATH } = process.env
  const env = { PATH, HOME: home, AWS_EC2_METADATA_DISABLED: 'true', NO_COLOR: '1' }
  const ended = spawnSync(process.execPath, [COHORTS, 'aws', ...words], { encoding: 'utf8', env })
  return { code: ended.status, out: ended.stdout, err: ended.stderr }
}

describe('what a tired person types', () => {
  test.each([
    [[], 2, 'cohorts aws doctor        is everything there?'],
    [['plna'], 2, 'Did you mean plan? See cohorts aws --help.'],
    [['plan', '--shards', '97'], 2, 'Give a whole number from 1 to 96.'],
    [['run', '--max-pounds', 'lots'], 2, 'Give an amount in pounds, such as 5 or 0.50.'],
    [['run', '--faster'], 2, 'cohorts aws run has no such flag.'],
    [['rollback'], 2, "Missing required argument 'run'."],
    [['purge', '0123456789abcdef'], 2, "Required option '--reason <text>' not specified."],
    [['plan'], 2, 'infra/environments.ts holds the example alone.'],
    [['plan', '--environment', 'nowhere'], 2, 'There is no environment of that name.'],
    [['status', '--environment', 'example'], 8, 'aws sso login --profile NAME'],
    [['doctor', '--environment', 'example'], 8, 'aws sso login --profile NAME'],
  ])('cohorts aws %j ends with %i and says what to do', (words, code, said) => {
    const ended = signedOut(...words)
    expect(ended.err).toContain(said)
    expect(ended.code).toBe(code)
    expect(ended.out).toBe('')
    expect(ended.err).not.toContain('nowhere')
  })

  test('with --json the refusal is on standard output, for a program', () => {
    const ended = signedOut('status', '--environment', 'example', '--json')
    expect(JSON.parse(ended.out)).toMatchObject({ error: { reason: 'permission', exit_code: 8 } })
  })
})

/** Modules that a file loads at once, and those that they load. */
function loadedBy(path: string, seen: Set<string> = new Set()): Set<string> {
  for (const [, from] of contentOf(path).matchAll(/^(?:import|export)(?! type)[^'"]*?from '([^']+)'/gm)) {
    const target = from!.startsWith('.') ? posix.join(posix.dirname(path), from!) : from!
    if (seen.has(target)) continue
    seen.add(target)
    if (from!.startsWith('.')) loadedBy(target, seen)
  }
  return seen
}

test('whoever stays on a laptop loads nothing of AWS', () => {
  const loaded = [...loadedBy('cli/main.ts')]
  expect(loaded).toContain('cli/commands/aws.ts')
  expect(loaded.filter((name) => /^(@aws-sdk|@aws-lambda|aws-cdk|constructs)|^cli\/aws\//.test(name))).toEqual([])
})
