import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { WRITTEN_BY_TESTS, generatedPages } from '../../docs/generator/pages.ts'
import { contentOf } from './tracked-files.ts'

const pages = await generatedPages()

test.each(pages)('$path is what npm run docs writes', ({ path, content: generatedContent }) => {
  const diskContent = contentOf(path)
  expect(diskContent).toBe(generatedContent)
})

test('docs/reference holds no page that nothing writes', () => {
  const tested = Object.keys(WRITTEN_BY_TESTS).map((name) => `docs/reference/${name}`)
  const written = new Set([...pages.map(({ path }) => path), ...tested])
  const onDisk = readdirSync('docs/reference').map((name) => `docs/reference/${name}`)
  expect(onDisk.filter((path) => !written.has(path))).toEqual([])
})
