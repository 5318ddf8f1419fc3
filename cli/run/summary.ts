import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import {
  PUBLISHED_TABLES,
  type PublishedName,
  type PublishedRow,
} from '../../algorithms/contracts/results/published.ts'
import { rejectedRecord } from '../../algorithms/contracts/results/restricted.ts'
import type { Day } from '../../algorithms/domain/day.ts'
import { expectedAccuracy } from '../../algorithms/rules/expected-accuracy.ts'
import type { Profile } from '../../algorithms/rules/profiles.ts'
import { ANY_SOURCE_SET, HEADLINE_CUT, OTHER_SOURCE_SETS } from '../../algorithms/rules/measures.ts'
import { readTable } from '../../engines/parquet/read.ts'
import { bold, counted, dayInWords, faint, listed, yellow } from '../terminal/say.ts'
import type { Journey } from './journey.ts'

/** A published figure as a person should read it; null where no period is available. */
interface Figure {
  readonly display: string
  readonly until: Day
}

/** What a reader of the printed figures has to know of them. */
export const HOW_COUNTED = 'Definite or probable, in everyone supplied; 1 to 7 is hidden, all else rounded to 5.'

/** What a finished run says to a person who is tired and busy. */
export async function closingSummary({ manifest, out, alreadyDone }: Journey): Promise<string> {
  const living = (await rowsOf(out, 'people_living_with')).filter(isHeadline)
  const fresh = (await rowsOf(out, 'recurrent_cancer_counts')).filter(isHeadline)
  const found = await rowsOf(out, 'source_overlap')
  const here = relative(process.cwd(), out) || '.'
  const newCases = (type: string) =>
    latest(
      fresh.filter((row) => row.extent === 'distant' && row.episode_type === type && row.period_type === 'rolling_12m'),
      (row) => [row.new_cases_status, row.new_cases_display],
    )
  return [
    '',
    ...(alreadyDone ? ['This run was done before: nothing was left to do.', ''] : []),
    manifest.synthetic
      ? bold('SYNTHETIC: nobody in these figures exists.')
      : yellow(bold(`${manifest.release.charAt(0).toUpperCase()}${manifest.release.slice(1)}.`)),
    `${manifest.definition} (${manifest.definition_status}), data to ${manifest.data_cut_date ?? 'an unknown day'}`,
    '',
    figureLine(
      'People living with metastatic breast cancer',
      'on',
      latest(
        living.filter((row) => row.period_type === 'month'),
        (row) => [row.people_status, row.people_display],
      ),
    ),
    figureLine('New distant recurrences', 'in the 12 months to', newCases('recurrence')),
    figureLine('New distant progressions, never disease-free', 'in the 12 months to', newCases('progression')),
    figureLine('Metastatic at diagnosis', 'in the 12 months to', newCases('new')),
    faint(HOW_COUNTED),
    ...howFound(found, 'registration' in manifest.inputs),
    '',
    bold('What is missing'),
    manifest.sources_absent.length === 0 ? '  no source' : `  absent: ${listed(manifest.sources_absent)}`,
    ...(await rejectedLines(out)),
    ...manifest.warnings.map((warning) => `  ${warning}`),
    `  Profile: ${manifest.profile}. ${expectedAccuracy(manifest.definition, manifest.profile as Profile, Object.keys(manifest.inputs))}`,
    '',
    bold('Where the files are'),
    `  ${join(here, 'published')}${faint('        tables as Parquet and CSV')}`,
    `  ${join(here, 'results.duckdb')}${faint('   the same, with the views of the five questions')}`,
    `  ${join(here, 'restricted')}${faint('       facts about people, with why each is in: for their owner alone')}`,
    `  ${join(here, 'run.json')}${faint('         what went in, what came out, how long it took')}`,
    '',
    bold('Next'),
    ...nextCommands(manifest.data, here, manifest.synthetic).map((command) => `  $ ${command}`),
  ].join('\n')
}

async function rowsOf<N extends PublishedName>(out: string, name: N): Promise<PublishedRow<N>[]> {
  const rows: PublishedRow<N>[] = []
  const path = join(out, 'published', `${name}.parquet`)
  for await (const row of readTable(path, PUBLISHED_TABLES[name])) rows.push(row as unknown as PublishedRow<N>)
  return rows
}

const isHeadline = (row: { geography_type: string; breakdown: string; certainty: string }): boolean =>
  row.geography_type === 'extract' && row.breakdown === 'all' && row.certainty === HEADLINE_CUT

/** The latest period that is available, whether or not its count is hidden. */
function latest<R extends { readonly period_end: Day }>(
  rows: readonly R[],
  countOf: (row: R) => readonly [status: string, display: string],
): Figure | null {
  const row = rows
    .filter((one) => countOf(one)[0] !== 'not_available')
    .toSorted((a, b) => b.period_end - a.period_end)[0]
  return row === undefined ? null : { display: countOf(row)[1], until: row.period_end }
}

export const figureLine = (name: string, when: string, figure: Figure | null): string =>
  `  ${name.padEnd(46)}${bold((figure?.display ?? 'not available').padStart(14))}  ` +
  faint(figure === null ? 'no complete period yet' : `${when} ${dayInWords(figure.until)}`)

const MOST_SETS = 6

function howFound(rows: readonly PublishedRow<'source_overlap'>[], hasRegistry: boolean): string[] {
  const available = rows.filter((row) => row.people_status !== 'not_available')
  const end = Math.max(...available.map((row) => row.period_end))
  const last = available.filter((row) => row.period_end === end)
  const everyone = last.find((row) => row.source_set === ANY_SOURCE_SET)
  if (everyone === undefined) return []
  const sets = last
    .filter(
      (row) =>
        row.geography_code === everyone.geography_code &&
        row.source_set !== ANY_SOURCE_SET &&
        row.people !== null &&
        row.people > 0,
    )
    .toSorted((a, b) => b.people! - a.people! || (a.source_set < b.source_set ? -1 : 1))
  return [
    '',
    bold(
      `How they were found in ${everyone.geography_name}, in the financial year to ${dayInWords(everyone.period_end)}`,
    ),
    `  ${everyone.people_display.padStart(6)}  in all${hasRegistry ? `; of them the registry alone would have found: ${everyone.people_registry_alone_display}` : ''}`,
    ...sets.slice(0, MOST_SETS).map((row) => `  ${row.people_display.padStart(6)}  by ${setInWords(row.source_set)}`),
    ...(sets.length === 0 ? [faint('          in sets of sources too small to show one by one')] : []),
  ]
}

const setInWords = (set: string): string =>
  set === OTHER_SOURCE_SETS ? 'other sets of sources, each of too few people to show' : listed(set.split(';'))

async function rejectedLines(out: string): Promise<string[]> {
  const path = join(out, 'restricted', 'rejected_record.parquet')
  if (!existsSync(path)) return []
  const bySource = new Map<string, number>()
  for await (const row of readTable(path, rejectedRecord))
    if (row.reason !== 'unreadable_value') bySource.set(row.source, (bySource.get(row.source) ?? 0) + row.records)
  const rows = [...bySource].map(([source, records]) => `${counted(records)} of ${source}`)
  return rows.length === 0 ? [] : [`  rows rejected: ${listed(rows)}`]
}

/** Commands that can be typed as they stand. */
function nextCommands(data: string, out: string, synthetic: boolean): string[] {
  const from = relative(process.cwd(), data) || '.'
  return [
    `less -S ${join(out, 'published', 'people_living_with.csv')}`,
    synthetic
      ? `npx cohorts evaluate --run ${out} --truth ${join(from, 'truth')}`
      : `npx cohorts run --data ${from} --out ${out}-last-year --as-at YYYY-MM-DD --allow-draft`,
    `npx cohorts validate --data ${from}`,
  ]
}
