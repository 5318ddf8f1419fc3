import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Day, dayOrNull } from '../../algorithms/domain/day.ts'
import { Trouble } from '../../algorithms/domain/trouble.ts'
import type { PlantedEpisode, PlantedPerson, PlantedTumour, Truth } from '../../algorithms/steps/evaluate/truth.ts'
import { type DuckDb, type SqlRow, openDuckDb } from '../../engines/duckdb.ts'

const COLUMNS = {
  person: ['person_id', 'stratum', 'is_decoy', 'enriched', 'weight'],
  tumour: ['person_id', 'tumour_id', 'cancer_group', 'diagnosis_date'],
  episode: [
    'person_id',
    'tumour_id',
    'cancer_group',
    'episode_type',
    'extent',
    'onset_date',
    'visible_in',
    'first_visible_date',
    'visible_weakly_in',
  ],
} as const

type TruthFile = keyof typeof COLUMNS

/** Columns without which a file is no truth of this form; the others may be absent. */
const NEEDED: Readonly<Record<TruthFile, readonly string[]>> = {
  person: ['person_id'],
  tumour: COLUMNS.tumour,
  episode: COLUMNS.episode.filter((column) => column !== 'visible_weakly_in'),
}

/** Reads `person.csv`, `tumour.csv` and `episode.csv` of a planted region. */
export async function readTruth(folder: string): Promise<Truth> {
  const temporary = mkdtempSync(join(tmpdir(), 'cohorts-truth-'))
  const db = await openDuckDb({ temporary })
  try {
    const people = await rowsOf(db, folder, 'person')
    const tumours = await rowsOf(db, folder, 'tumour')
    const episodes = await rowsOf(db, folder, 'episode')
    return {
      people: new Map(
        people
          .filter(standsOut)
          .map(personOf)
          .map((person) => [person.personId, person]),
      ),
      tumours: tumours.map(tumourOf),
      episodes: episodes.map(episodeOf),
      strataOnly: people.length > 0 && people.every((row) => isYes(row.enriched)),
    }
  } finally {
    db.close()
    rmSync(temporary, { recursive: true })
  }
}

async function rowsOf(db: DuckDb, folder: string, name: TruthFile): Promise<readonly SqlRow[]> {
  const path = ['csv', 'csv.gz'].map((ending) => join(folder, `${name}.${ending}`)).find((one) => existsSync(one))
  if (path === undefined)
    throw new Trouble(
      'contractFailed',
      `There is no ${name}.csv in the folder given with --truth.`,
      'Give the truth folder of a synthetic region.',
    )
  const from = `read_csv('${path.replaceAll("'", "''")}', header = true, all_varchar = true, nullstr = '')`
  const held = (await db.rows(`DESCRIBE SELECT * FROM ${from}`)).map((row) => String(row.column_name))
  const missing = NEEDED[name].find((column) => !held.includes(column))
  if (missing !== undefined)
    throw new Trouble(
      'contractFailed',
      `${name}.csv has no column ${missing}.`,
      'It is part of the form of a truth folder.',
    )
  const columns = COLUMNS[name].map((column) => (held.includes(column) ? column : `NULL::VARCHAR AS ${column}`))
  return db.rows(`SELECT ${columns.join(', ')} FROM ${from}`)
}

/** Everyone else stands for themselves alone and is in no stratum. */
const standsOut = (row: SqlRow): boolean => text(row.stratum) !== '' || weightOf(row) !== 1

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const list = (value: unknown): string[] =>
  text(value)
    .split(';')
    .filter((part) => part !== '')
const isYes = (value: unknown): boolean => ['1', 'true', 'Y', 'y'].includes(text(value))
const weightOf = (row: SqlRow): number => (text(row.weight) === '' ? 1 : Number(row.weight))

function dateOf(value: unknown, column: string): Day {
  const on = dayOrNull(text(value))
  if (on === null) throw new Trouble('contractFailed', `A ${column} of the truth is no day.`, 'Write it as YYYY-MM-DD.')
  return on
}

const personOf = (row: SqlRow): PlantedPerson => ({
  personId: text(row.person_id),
  stratum: text(row.stratum),
  isDecoy: isYes(row.is_decoy),
  weight: weightOf(row),
})

const tumourOf = (row: SqlRow): PlantedTumour => ({
  personId: text(row.person_id),
  tumourId: text(row.tumour_id),
  cancerGroup: text(row.cancer_group),
  diagnosedOn: dateOf(row.diagnosis_date, 'diagnosis_date'),
})

const episodeOf = (row: SqlRow): PlantedEpisode => ({
  personId: text(row.person_id),
  tumourId: text(row.tumour_id),
  cancerGroup: text(row.cancer_group),
  episodeType: text(row.episode_type),
  extent: text(row.extent),
  onsetOn: dateOf(row.onset_date, 'onset_date'),
  visibleIn: list(row.visible_in),
  visibleWeaklyIn: list(row.visible_weakly_in),
  firstVisibleOn: text(row.first_visible_date) === '' ? null : dateOf(row.first_visible_date, 'first_visible_date'),
})
