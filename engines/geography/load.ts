import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { type Lookups, geographyOf } from '../../algorithms/steps/geography.ts'

/** The compact lookups that travel with the product. */
export const GEOGRAPHY_FOLDER = fileURLToPath(new URL('../../algorithms/rules/geography', import.meta.url))

/** A bundle holds the lookups elsewhere, and says where. */
const folderHere = (): string => process.env.GEOGRAPHY_FOLDER ?? GEOGRAPHY_FOLDER

/** The geography of the product: some 50,000 lines, read once per process. */
export const loadGeography = (folder = folderHere()) => geographyOf(readLookups(folder))

function readLookups(folder: string): Lookups {
  const lines = (file: string): string[] => {
    const bytes = readFileSync(join(folder, file))
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
    return text.trimEnd().split('\n').slice(1)
  }
  return {
    vintage: '2024',
    lsoa2021: lines('lsoa-2021.csv.gz').map(inThree),
    lsoa2011: lines('lsoa-2011.csv.gz').map(inTwo),
    practices: lines('practices.csv.gz').map(inTwo),
    areas: lines('areas.csv').map(inThree),
  }
}

function inTwo(line: string): [string, string] {
  const comma = line.indexOf(',')
  return [line.slice(0, comma), line.slice(comma + 1)]
}

/** The last column runs to the end of its line: it may hold commas. */
function inThree(line: string): [string, string, string] {
  const [first, rest] = inTwo(line)
  return [first, ...inTwo(rest)]
}
