import { expect, test } from 'vitest'
import { linesMatching, SOURCES, TEXTS } from './tracked-files.ts'

const found = (paths: readonly string[], pattern: RegExp): readonly string[] =>
  paths.flatMap((path) => linesMatching(path, pattern))

test('no tracked file names a path of somebody’s machine', () => {
  expect(found(TEXTS, /(^|[\s'"`(=:,])\/(home|Users|root|work|mnt|opt\/skills)\/[\w.]/)).toEqual([])
})

test('no tracked file names the host of a package registry', () => {
  const hosts = ['registry', 'npm', 'artifactory', 'nexus', 'pypi', 'mirror'].join('|')
  expect(found(TEXTS, new RegExp(`https?://([\\w-]+\\.)*(${hosts})[\\w-]*\\.[\\w.-]+`))).toEqual([])
  expect(found(['package-lock.json'], /"resolved"/)).toEqual([])
})

test('nothing is left to do later, and no test is skipped or run alone', () => {
  // Spelt apart, so that this line is not found.
  const left = ['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK'].map((word) => `\\b${word}\\b`).join('|')
  expect(found(SOURCES, new RegExp(left))).toEqual([])
  const tests = SOURCES.filter((path) => path.endsWith('.test.ts'))
  expect(found(tests, /\b(test|it|describe)\.(only|skip|todo|fails)\b/)).toEqual([])
})

test('only the engine tests may be skipped, where their server cannot be had', () => {
  const tests = SOURCES.filter((path) => path.endsWith('.test.ts') && !path.startsWith('tests/trino/'))
  expect(found(tests, /\.(skipIf|runIf)\b/)).toEqual([])
})

test('the algorithms read no clock, no chance and no machine', () => {
  const algorithms = SOURCES.filter((path) => path.startsWith('algorithms/'))
  expect(found(algorithms, /\bDate\.now\(|new Date\(\)|Math\.random\(|\bprocess\.|\bfetch\(|\bperformance\./)).toEqual(
    [],
  )
})

test('only the terminal and the logger write, so that nothing a row held can leave by another way', () => {
  const exits = /\bconsole\.|\bstd(out|err)\.write\(|\bout\.write\(|\bdebugger\b/
  const mayWrite = [
    /^cli\/terminal\/(say|progress)\.ts$/,
    /^cli\/demo\.mjs$/,
    /^engines\/logger\.ts$/,
    /^infra\/changes\/compare\.ts$/,
    /^(bench|examples)\//,
    /^tests\//,
  ]
  expect(
    found(
      SOURCES.filter((path) => !mayWrite.some((allowed) => allowed.test(path))),
      exits,
    ),
  ).toEqual([])
})

test('no file of code grows past 400 lines unless it is a table', () => {
  const TABLES = /^test-data\/region\/(parameters|strata|care\/drugs)\.ts$|^tests\/steps\/boundaries\.test\.ts$/
  const long = SOURCES.filter((path) => !TABLES.test(path)).filter((path) => linesMatching(path, /^/).length > 401)
  expect(long).toEqual([])
})
