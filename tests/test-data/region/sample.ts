import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { dayOrNull } from '../../../algorithms/domain/day.ts'
import { type Drawn, drawPerson } from '../../../test-data/region/person.ts'
import type { Wish } from '../../../test-data/region/wish.ts'

/** A folder of its own that is gone afterwards. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'region-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()

export const digestOf = (folder: string): string => {
  const hash = createHash('sha256')
  for (const name of filesUnder(folder)) hash.update(name).update(readFileSync(join(folder, name)))
  return hash.digest('hex')
}

export type Cells = Readonly<Record<string, string>>

/** The rows of a written file by its own header. */
export function rowsOf(path: string): readonly Cells[] {
  const bytes = readFileSync(path)
  return rowsFrom((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'))
}

export function rowsFrom(text: string): readonly Cells[] {
  const [header, ...lines] = text.trimEnd().split('\n')
  const names = header!.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell])))
}

export const peopleOf = (seed: number, count: number, wish: Wish = {}): readonly Drawn[] =>
  Array.from({ length: count }, (_, i) => drawPerson(seed, i, wish))

/** A day as a feed may write it, compact too; null when it is not one. */
export const dayIn = (text: string): number | null =>
  dayOrNull(/^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text)

/** Half the width of an interval that a count misses about once in 15,000 times. */
export const fourSigma = (expected: number): number => 4 * Math.sqrt(expected)
