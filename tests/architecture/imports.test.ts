import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { contentOf, SOURCES } from './tracked-files.ts'

interface Allowed {
  readonly folders: readonly string[]
  readonly packages: readonly string[]
  /** Whether it may reach files, threads and the clock through Node itself. */
  readonly node: boolean
}

/** What is true: no files, no clock, no engine. */
const pure = (folders: readonly string[], packages: readonly string[] = []): Allowed => ({
  folders: folders.map((folder) => `algorithms/${folder}`),
  packages,
  node: false,
})

const EVERY_ALGORITHM = ['domain', 'contracts', 'rules', 'steps', 'sql'].map((folder) => `algorithms/${folder}`)

/** Who may import whom. An arrow that is not written here does not exist; nor does any package. */
const MAY_IMPORT: Readonly<Record<string, Allowed>> = {
  'algorithms/domain': pure([]),
  'algorithms/contracts': pure(['domain'], ['zod']),
  'algorithms/rules': pure(['domain', 'contracts']),
  'algorithms/steps': pure(['domain', 'contracts', 'rules'], ['cephes']),
  'algorithms/sql': pure(['domain', 'contracts', 'rules']),
  engines: {
    folders: EVERY_ALGORITHM,
    packages: [
      '@aws-lambda-powertools/logger',
      '@aws-sdk/client-athena',
      '@aws-sdk/client-kms',
      '@aws-sdk/client-lakeformation',
      '@aws-sdk/client-s3',
      '@aws-sdk/client-service-quotas',
      '@aws-sdk/client-sfn',
      '@duckdb/node-api',
      'csv-stringify',
      'hyparquet',
      'hyparquet-compressors',
      'hyparquet-writer',
      'zod',
    ],
    node: true,
  },
  // The maker of a Lambda's world hands its clients to the engines.
  functions: { folders: [...EVERY_ALGORITHM, 'engines'], packages: ['zod', '@aws-sdk/client-s3'], node: true },
  // Of infra only what names a deployment: what describes its resources is no part of the command line.
  cli: {
    folders: [...EVERY_ALGORITHM, 'engines', 'report', 'test-data', 'infra'],
    packages: ['commander', 'tsx'],
    node: true,
  },
  report: { folders: [...EVERY_ALGORITHM, 'engines'], packages: [], node: true },
  infra: { folders: ['algorithms/contracts'], packages: ['aws-cdk-lib', 'cdk-nag', 'constructs', 'zod'], node: true },
  // The region is drawn without the rules, so that it cannot agree with them by construction.
  'test-data': { folders: ['algorithms/domain', 'algorithms/contracts'], packages: ['pure-rand'], node: true },
  docs: { folders: [...EVERY_ALGORITHM, 'cli', 'engines'], packages: ['prettier', 'zod'], node: true },
  // What is measured is the product as it is deployed, its bundles among it.
  bench: { folders: [...EVERY_ALGORITHM, 'engines', 'cli', 'infra', 'test-data'], packages: ['esbuild'], node: true },
  examples: { folders: [], packages: [], node: true },
}

const homeOf = (path: string): string => {
  const [first, second] = path.split('/')
  return first === 'algorithms' ? `algorithms/${second!}` : first!
}

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')

/** Every module a file imports, statically or when it runs, types included. */
const importsOf = (path: string): readonly string[] =>
  ts.preProcessFile(contentOf(path), true, true).importedFiles.map(({ fileName }) => fileName)

function isAllowed(path: string, imported: string, allowed: Allowed): boolean {
  if (isBuiltin(imported)) return allowed.node
  if (!imported.startsWith('.')) return allowed.packages.includes(packageOf(imported))
  const target = homeOf(posix.join(posix.dirname(path), imported))
  return target === homeOf(path) || allowed.folders.includes(target)
}

describe.each(Object.entries(MAY_IMPORT))('%s', (folder, allowed) => {
  test('imports only what its arrows allow', () => {
    const wrong = SOURCES.filter((path) => path.startsWith(`${folder}/`)).flatMap((path) =>
      importsOf(path)
        .filter((imported) => !isAllowed(path, imported, allowed))
        .map((imported) => `${path} imports ${imported}`),
    )
    expect(wrong).toEqual([])
  })
})

test('every folder with code is in the table', () => {
  const homes = new Set(SOURCES.filter((path) => path.includes('/')).map(homeOf))
  expect([...homes].filter((home) => home !== 'tests' && MAY_IMPORT[home] === undefined)).toEqual([])
})

test('the command line reaches nothing in infra that needs CDK', () => {
  const reached = (path: string): readonly string[] =>
    importsOf(path).flatMap((imported) => {
      if (!imported.startsWith('.'))
        return imported.startsWith('aws-cdk') || imported === 'constructs' ? [imported] : []
      const target = posix.join(posix.dirname(path), imported)
      return target.startsWith('infra/') ? reached(target) : []
    })
  const wrong = SOURCES.filter((path) => path.startsWith('cli/')).filter((path) => reached(path).length > 0)
  expect(wrong).toEqual([])
})

test('only tests and configuration import the tools of testing', () => {
  const tools = ['vitest', 'fast-check', 'knip', 'eslint']
  const wrong = SOURCES.filter((path) => path.includes('/') && !path.startsWith('tests/')).filter((path) =>
    importsOf(path).some((imported) => tools.includes(packageOf(imported))),
  )
  expect(wrong).toEqual([])
})

test('no file re-exports another: there are no barrels', () => {
  const barrels = SOURCES.filter((path) => /^export\s+(type\s+)?(\*|\{[^}]*\})\s+from\s/m.test(contentOf(path)))
  expect(barrels).toEqual([])
})
