import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Every file that git tracks and that stands on disk, by its path from the root of the project. */
export const TRACKED: readonly string[] = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' })
  .split('\0')
  .filter((path) => path !== '' && existsSync(posix.join(ROOT, path)))

export const SOURCES: readonly string[] = TRACKED.filter((path) => /\.(ts|mjs)$/.test(path))

const TEXT = /\.(ts|mjs|js|json|md|csv|txt|sql|ya?ml)$|(^|\/)\.?[^./]+$/

/** Tracked files that hold text a person wrote or reads. */
export const TEXTS: readonly string[] = TRACKED.filter((path) => TEXT.test(path))

export const contentOf = (path: string): string => readFileSync(posix.join(ROOT, path), 'utf8')

/** `path:line` of every line that matches. */
export const linesMatching = (path: string, pattern: RegExp): readonly string[] =>
  contentOf(path)
    .split('\n')
    .flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1}`] : []))
