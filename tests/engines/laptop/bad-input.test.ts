import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { EXIT, Trouble } from '../../../algorithms/domain/trouble.ts'
import { passesNhsCheck } from '../../../algorithms/steps/identifiers.ts'
import { passesVerhoeff } from '../../../algorithms/domain/codes.ts'
import { type Files, PERSON, REGISTRATION, gatherWorld } from './world.ts'

const lines = (...rows: readonly string[]): string => [...rows, ''].join('\n')

const SOUND = { 'person.csv': PERSON, 'registration.csv': REGISTRATION }

async function trouble(files: Files): Promise<{ code: number; says: string }> {
  const error: unknown = await gatherWorld(files).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Trouble)) throw new Error('Expected a Trouble', { cause: error })
  expect(error.fix).toMatch(/^[A-Z].*\.$/)
  return { code: EXIT[error.reason], says: error.message }
}

/** An NHS number that is no SNOMED CT identifier, worked out rather than written down. */
const NHS_NUMBER = ((): string => {
  for (let number = 4_000_000_000; ; number++)
    if (passesNhsCheck(String(number)) && !passesVerhoeff(String(number))) return String(number)
})()

test.each<{ what: string; files: Files; says: string; code?: number }>([
  { what: 'no people', files: { 'registration.csv': REGISTRATION }, says: 'There is no person source.' },
  {
    what: 'nothing that can show cancer',
    files: { 'person.csv': PERSON },
    says: 'There is no source that can show cancer.',
  },
  {
    what: 'a missing required column',
    files: { ...SOUND, 'registration.csv': lines('person_id,tumour_id,site_icd10', 'P1,T1,C509') },
    says: 'registration.csv has no column diagnosis_date, which registration requires.',
  },
  {
    what: 'a required column mapped to one that is not there',
    files: {
      ...SOUND,
      'sources.json': JSON.stringify({ sources: { registration: { columns: { diagnosis_date: 'DIAGDATE' } } } }),
    },
    says: 'registration.csv has no column DIAGDATE (mapped from diagnosis_date), which registration requires.',
  },
  {
    what: 'a source with a header and no rows',
    files: { ...SOUND, 'ecds.csv': lines('person_id,arrival_date') },
    says: 'The source ecds holds no rows.',
  },
  {
    what: 'nobody in the person source',
    files: { ...SOUND, 'person.csv': lines('person_id,sex') },
    says: 'The source person holds no rows.',
  },
  { what: 'an empty file', files: { ...SOUND, 'ecds.csv': '' }, says: 'ecds.csv is empty: it has no header line.' },
  {
    what: 'a column that stands twice',
    files: { ...SOUND, 'ecds.csv': lines('person_id,arrival_date,ARRIVAL_DATE', 'P1,2020-01-01,2020-01-01') },
    says: 'ecds.csv has the column arrival_date more than once.',
  },
  {
    what: 'a line with too many fields',
    files: { ...SOUND, 'ecds.csv': lines('person_id,arrival_date', 'P1,2020-01-01', 'P2,2020-01-01,secret') },
    says: 'ecds.csv is not well-formed CSV: a line has more or fewer fields than the header (line 3).',
  },
  {
    what: 'a quoted field that does not end',
    files: { ...SOUND, 'ecds.csv': lines('person_id,arrival_date', 'P1,"2020-01-01') },
    says: 'ecds.csv is not well-formed CSV',
  },
  {
    what: 'text that is not UTF-8',
    files: {
      ...SOUND,
      'ecds.csv': Buffer.from(lines('person_id,arrival_date,provider_code', 'P1,2020-01-01,R\u00e9A'), 'latin1'),
    },
    says: 'ecds.csv is not UTF-8 text',
  },
  {
    what: 'a damaged Parquet file',
    files: { ...SOUND, 'ecds.parquet': Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(64, 7), Buffer.from('PAR1')]) },
    says: 'ecds.parquet is not a readable Parquet file.',
  },
  {
    what: '40% bad dates',
    files: {
      ...SOUND,
      'ecds.csv': lines(
        'person_id,arrival_date',
        ...Array.from({ length: 10 }, (_, i) => `P1,${i < 4 ? 'unknown' : '2020-01-01'}`),
      ),
    },
    says: '40% of the rows of ecds are rejected, more than the 5% allowed: most often bad_date in arrival_date.',
    code: EXIT.qualityGateFailed,
  },
  {
    what: 'an NHS number as person_id',
    files: { ...SOUND, 'person.csv': PERSON.replace('P9,', `${NHS_NUMBER},`) },
    says: 'The source person is refused: person_id seems to hold NHS numbers.',
  },
  {
    what: 'an NHS number of somebody we do not know',
    files: { ...SOUND, 'ecds.csv': lines('person_id,arrival_date', `${NHS_NUMBER},2020-01-01`) },
    says: 'The source ecds is refused: person_id seems to hold NHS numbers.',
  },
  {
    what: 'an NHS number as record_id, of somebody without cancer',
    files: {
      ...SOUND,
      'ecds.csv': lines(
        'person_id,arrival_date,record_id',
        `P9,2020-01-01,${NHS_NUMBER}`,
        'P8,2020-01-01,e2',
        'P7,2020-01-01,e3',
      ),
    },
    says: 'The source ecds is refused: record_id seems to hold NHS numbers.',
  },
  {
    what: 'an NHS number among the diagnoses',
    files: {
      ...SOUND,
      'apc.csv': lines('person_id,admidate,epistart,diag_01,diag_02', `P1,2020-01-01,2020-01-01,C509,${NHS_NUMBER}`),
    },
    says: 'The source apc is refused: diag seems to hold NHS numbers.',
  },
  {
    what: 'a full date of birth',
    files: { ...SOUND, 'person.csv': PERSON.replace('1950-01,', '1950-01-09,') },
    says: 'The source person is refused: birth_month holds full dates of birth.',
  },
])('$what ends in one clear sentence', async ({ files, says, code }) => {
  const told = await trouble(files)
  expect(told.says).toContain(says)
  expect(told.says).not.toContain(NHS_NUMBER)
  expect(told.says).not.toMatch(/secret|\/tmp|R.A/)
  expect(told.code).toBe(code ?? EXIT.contractFailed)
})

describe('a source', () => {
  test('that is absent is named, and the rest goes on', async () => {
    const world = await gatherWorld(SOUND)
    expect(world.absent).toContain('sact')
    expect(world.counts.sources.map(({ source }) => source)).toEqual(['person', 'registration'])
  })

  test('whose rows belong to nobody with cancer is no trouble', async () => {
    const world = await gatherWorld({
      ...SOUND,
      'ecds.csv.gz': gzipSync(lines('person_id,arrival_date', 'P9,2020-01-01')),
    })
    expect(world.counts.sources.at(-1)).toMatchObject({
      source: 'ecds',
      received: 1,
      removed: [],
      accepted: 1,
      selectedRows: 0,
    })
  })

  test('may write up to its limit of rows that are rejected', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `P1,2020-01-${String(i + 1).padStart(2, '0')}`)
    const world = await gatherWorld({
      ...SOUND,
      'ecds.csv': lines('person_id,arrival_date', ...rows.slice(1), 'P1,never'),
    })
    expect(world.rejected).toMatchObject([{ source: 'ecds', reason: 'bad_date', records: 1 }])
  })
})
