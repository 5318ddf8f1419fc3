import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ENVIRONMENTS } from '../../infra/environments.ts'
import { FUNCTION_NAMES } from '../../infra/machine.ts'
import { hasPythonModule } from '../aws/python-module.ts'
import { linted } from './cfn-lint.ts'

const MEGABYTE = 1_000_000
/** With the SDK in it. Lambda reads no more than this before the first line runs. */
const MOST_BYTES = 2 * MEGABYTE

/** A proxy that nobody listens on: whatever asks the network for anything fails at once. */
const NOWHERE = 'http://127.0.0.1:9'
const OFFLINE = {
  HTTP_PROXY: NOWHERE,
  HTTPS_PROXY: NOWHERE,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_ACCESS_KEY_ID: '',
  AWS_SECRET_ACCESS_KEY: '',
  AWS_PROFILE: '',
}

const hasLint = hasPythonModule('cfnlint')

describe.each(Object.keys(ENVIRONMENTS))('npx cdk synth of %s, without network or account', (name) => {
  const out = mkdtempSync(join(tmpdir(), 'synth-'))
  let said: { readonly status: number | null; readonly stderr: string }

  beforeAll(() => {
    const words = ['node_modules/aws-cdk/bin/cdk', 'synth', '--quiet', '--output', out]
    const env = { ...process.env, ...OFFLINE, COHORTS_ENVIRONMENT: name }
    said = spawnSync(process.execPath, words, { env, encoding: 'utf8' })
  })

  afterAll(() => rmSync(out, { recursive: true, force: true }))

  const files = (): string[] => readdirSync(out)
  const templates = (): string[] => files().filter((file) => file.endsWith('.template.json'))

  /** Folder of the bundle of each function. */
  function bundles(): ReadonlyMap<string, string> {
    const pipeline = templates().find((file) => file.includes('pipeline'))!
    const { Resources } = JSON.parse(readFileSync(join(out, pipeline), 'utf8')) as {
      Resources: Record<string, { Type: string; Properties: { FunctionName: string; Code: { S3Key: string } } }>
    }
    return new Map(
      Object.values(Resources)
        .filter(({ Type }) => Type === 'AWS::Lambda::Function')
        .map(({ Properties }) => [
          FUNCTION_NAMES.find((one) => Properties.FunctionName.endsWith(one))!,
          join(out, `asset.${Properties.Code.S3Key.replace('.zip', '')}`),
        ]),
    )
  }

  test('ends well, with four templates', () => {
    expect(said.status, said.stderr).toBe(0)
    expect(templates()).toHaveLength(4)
  })

  test('bundles every function below two megabytes, beside the table of areas', () => {
    expect([...bundles().keys()].sort()).toEqual([...FUNCTION_NAMES].sort())
    for (const [one, folder] of bundles()) {
      expect(readdirSync(folder).sort(), one).toEqual(['geography', 'index.mjs'])
      expect(statSync(join(folder, 'index.mjs')).size, one).toBeLessThan(MOST_BYTES)
    }
  })

  test('leaves DuckDB and the command line out of every bundle', () => {
    for (const [one, folder] of bundles()) {
      const text = readFileSync(join(folder, 'index.mjs'), 'utf8')
      for (const word of ['@duckdb/node-bindings', 'commander', 'client-sfn', 'client-athena'])
        expect(text.includes(word), `${word} in ${one}`).toBe(false)
    }
  })

  test('makes bundles that can be imported alone, each with a handler', () => {
    for (const [one, folder] of bundles()) {
      const alone = mkdtempSync(join(tmpdir(), 'bundle-'))
      const path = join(alone, 'index.mjs')
      writeFileSync(path, readFileSync(join(folder, 'index.mjs')))
      const ask = `import(${JSON.stringify(path)}).then(({ handler }) => process.stdout.write(typeof handler))`
      const { stdout, stderr } = spawnSync(process.execPath, ['-e', ask], { encoding: 'utf8' })
      rmSync(alone, { recursive: true })
      expect(stdout, `${one}: ${stderr}`).toBe('function')
    }
  })

  test('writes templates in which cfn-lint finds nothing', () => {
    if (hasLint)
      expect(
        linted(
          templates().map((file) => join(out, file)),
          ENVIRONMENTS[name]!.region,
        ),
      ).toBe('')
  })
})
