/** Makes the compact geography of the product from the public lookups: `npm run geography -- FOLDER`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { GEOGRAPHY_FOLDER } from './load.ts'

type Line = Readonly<Record<string, string>>

const raw = process.argv[2]
if (raw === undefined) throw new Error('Say which folder holds the public lookups')

/** Lines of a CSV by header; quotes may hold commas but no line breaks, as in these files. */
function linesOf(file: string): Line[] {
  const [header, ...lines] = readFileSync(join(raw!, file), 'utf8').trimEnd().split(/\r?\n/).map(cellsOf)
  return lines.map((cells) => Object.fromEntries(header!.map((name, i) => [name, cells[i] ?? ''])))
}

const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((cell) => cell[1]?.replaceAll('""', '"') ?? cell[2]!)

function write(file: string, header: string, rows: readonly string[]): void {
  const text = [header, ...[...new Set(rows)].sort()].join('\n') + '\n'
  writeFileSync(join(GEOGRAPHY_FOLDER, file), file.endsWith('.gz') ? gzipSync(text, { level: 9 }) : text)
}

const lsoa21 = linesOf('lsoa21.csv')
const known = new Set(lsoa21.map((line) => line['lsoa21_code']!))
const subIcbs = new Set(lsoa21.map((line) => line['sub_icb_ods']!))
const icbBySubIcb = new Map(lsoa21.map((line) => [line['sub_icb_ods']!, line['icb_ods']!]))

write(
  'lsoa-2021.csv.gz',
  'lsoa21_code,imd2025_decile,sub_icb',
  lsoa21.map((line) => [line['lsoa21_code'], line['imd2025_decile'], line['sub_icb_ods']].join(',')),
)
write(
  'lsoa-2011.csv.gz',
  'lsoa11_code,lsoa21_code',
  linesOf('lsoa11-to-lsoa21.csv')
    .filter((line) => !known.has(line['lsoa11_code']!) && known.has(line['lsoa21_code']!))
    .map((line) => `${line['lsoa11_code']!},${line['lsoa21_code']!}`),
)
write(
  'practices.csv.gz',
  'practice_code,sub_icb',
  // A practice that closed under an older body has no place among the areas of this vintage.
  linesOf('gp-practices.csv')
    .filter((line) => subIcbs.has(line['sub_icb_ods']!))
    .map((line) => `${line['practice_code']!},${line['sub_icb_ods']!}`),
)
write(
  'areas.csv',
  'area_code,icb_code,name',
  // ICB names hold commas, so the name stands last and runs to the end of the line.
  linesOf('areas-2024.csv').map((line) => {
    const code = line['ods_code']!
    return [code, line['area_type'] === 'ICB' ? code : icbBySubIcb.get(code), line['name']].join(',')
  }),
)
