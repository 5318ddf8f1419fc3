import { expect, test } from 'vitest'
import { SOURCES } from './tracked-files.ts'

/** Words that say nothing of a file's job, in either number. */
const EMPTY_WORDS = new Set(
  ['util', 'helper', 'common', 'manager', 'data', 'info', 'process', 'handle', 'misc', 'shared'].flatMap((word) => [
    word,
    `${word}s`,
  ]),
)

/** Names given by others: `test-data` by the layout of the house, the rest by what NHS England calls its data. */
const GIVEN = /^test-data\/|^tests\/test-data\/|^examples\/artificial-hes\/make-data-folder\.mjs$/

const wordsOf = (path: string): readonly string[] => path.replace(GIVEN, '').split(/[/.-]/)

test('no file or folder has a name that says nothing of its job', () => {
  expect(SOURCES.filter((path) => wordsOf(path).some((word) => EMPTY_WORDS.has(word)))).toEqual([])
})

test('no file is named index: a barrel hides where things come from', () => {
  expect(SOURCES.filter((path) => /(^|\/)index\.(ts|mjs)$/.test(path))).toEqual([])
})

test('file and folder names are kebab-case', () => {
  const kebab = /^([a-z0-9]+(-[a-z0-9]+)*[/.])*(ts|mjs)$/
  expect(SOURCES.filter((path) => !kebab.test(path))).toEqual([])
})
