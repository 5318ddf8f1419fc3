import { mkdirSync, writeFileSync } from 'node:fs'
import { generatedPages } from './generator/pages.ts'

const ROOT = new URL('../', import.meta.url)

mkdirSync(new URL('docs/reference/', ROOT), { recursive: true })
for (const { path, content } of await generatedPages()) writeFileSync(new URL(path, ROOT), content)
