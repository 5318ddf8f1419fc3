import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { day, dayText } from '../../../algorithms/domain/day.ts'
import { monthsBefore } from '../../../engines/plan-sources.ts'
import { openDuckDb } from '../../../engines/duckdb.ts'
import { gatheredFiles } from '../../../engines/laptop/gather.ts'
import { PERSON, REGISTRATION, dataFolder, gatherWorld, shardFolders } from './world.ts'

const lines = (...rows: readonly string[]): string => [...rows, ''].join('\n')

const removedOf = (result: Awaited<ReturnType<typeof gatherWorld>>, source: string) =>
  Object.fromEntries(
    result.counts.sources.find((counts) => counts.source === source)!.removed.map((r) => [r.reason, r.records]),
  )

test('rows of people with cancer evidence are gathered, cleaned and cast; others stay where they are', async () => {
  const world = await gatherWorld({
    'person.csv': PERSON,
    'registration.csv': REGISTRATION,
    'apc.csv.gz': lines(
      'PERSON_ID,AdmiDate,EPISTART,epiorder,diag_01,diag_02,diag_03,opertn_01,opdate_01,opdate_03,record_id',
      'P1,2021-03-01,20210301,01,C509, I10X,C787,B274,20210302,2021-03-03,a1',
      ' P3 ,2021-03-01,2021-03-01,1,I10X,,C78.7,,,,a2',
      'P4,2021-03-01,2021-03-01,1,I10X,,E119,,,,a3',
    ),
  })
  expect(world.counts.people).toBe(9)
  expect(world.counts.peopleSelected).toBe(3)
  const [first, second, ...rest] = await world.rowsOf('apc')
  expect(rest).toEqual([])
  expect(first).toMatchObject({
    person_id: 'P1',
    admidate: '2021-03-01',
    epistart: '2021-03-01',
    epiorder: '1',
    diag: `C509;I10X;C787${';'.repeat(17)}`,
    opertn: `B274${';'.repeat(23)}`,
    opdate: `2021-03-02;;2021-03-03${';'.repeat(21)}`,
    disdate: null,
    row_ref: 'apc:a1',
    unreadable: null,
  })
  expect(second).toMatchObject({
    person_id: 'P3',
    diag: `I10X;;C78.7${';'.repeat(17)}`,
    opertn: null,
    row_ref: 'apc:a2',
  })
})

test('each row that cannot be used is rejected once, with its reason, its column and the smallest reference', async () => {
  const world = await gatherWorld({
    'sources.json': JSON.stringify({ sources: { registration: { reject_limit: 1, fillers: ['1800-01-01'] } } }),
    'person.csv': PERSON,
    'registration.csv': lines(
      'person_id,tumour_id,diagnosis_date,site_icd10,record_id',
      'P1,T1,2019-05-02,C509,r1',
      ',T2,2019-05-02,C509,r2',
      'P2,-,2019-05-02,C509,r3',
      'P3,T4,2019-02-30,C509,r5',
      'P4,T5,02/05/2019,C509,r4',
      'P5,T6,1800-01-01,C509,r6',
      'P6,T7,2019-05-02,breast,r7',
      'Q1,T8,2019-05-02,C509,r8',
      'P7,T9, 20190502 ,c50.9,r9',
    ),
  })
  expect(world.rejected).toEqual([
    {
      source: 'registration',
      reason: 'bad_code',
      column_name: 'site_icd10',
      records: 1,
      example_row_ref: 'registration:r7',
    },
    {
      source: 'registration',
      reason: 'bad_date',
      column_name: 'diagnosis_date',
      records: 2,
      example_row_ref: 'registration:r4',
    },
    {
      source: 'registration',
      reason: 'missing',
      column_name: 'diagnosis_date',
      records: 1,
      example_row_ref: 'registration:r6',
    },
    {
      source: 'registration',
      reason: 'missing',
      column_name: 'person_id',
      records: 1,
      example_row_ref: 'registration:r2',
    },
    {
      source: 'registration',
      reason: 'missing',
      column_name: 'tumour_id',
      records: 1,
      example_row_ref: 'registration:r3',
    },
    {
      source: 'registration',
      reason: 'unknown_person',
      column_name: 'person_id',
      records: 1,
      example_row_ref: 'registration:r8',
    },
  ])
  expect((await world.rowsOf('registration')).map((row) => row.row_ref)).toEqual(['registration:r1', 'registration:r9'])
  expect(world.counts.sources.find(({ source }) => source === 'registration')).toMatchObject({
    received: 9,
    accepted: 2,
    selectedRows: 2,
  })
})

test('rejects are counted over the whole source, not only among people with cancer', async () => {
  const world = await gatherWorld({
    'sources.json': JSON.stringify({ sources: { ecds: { reject_limit: 1 } } }),
    'person.csv': PERSON,
    'registration.csv': REGISTRATION,
    'ecds.csv': lines('person_id,arrival_date', 'P1,2020-01-01', 'P8,soon', 'P9,', 'P7,2020-01-01', 'P7,20200101'),
  })
  expect(removedOf(world, 'ecds')).toEqual({ bad_date: 1, missing: 1 })
  expect(await world.rowsOf('ecds')).toHaveLength(1)
})

test('an optional value that cannot be read becomes absent and is counted among the people selected alone', async () => {
  const world = await gatherWorld({
    'person.csv': PERSON,
    'registration.csv': lines(
      'person_id,tumour_id,diagnosis_date,site_icd10,date_first_surgery,record_id',
      'P1,T1,2019-05-02,C509,unknown,r2',
      'P2,T2,2019-05-02,C509,2019-13-01,r1',
    ),
    'gp_event.csv': lines(
      'person_id,event_date,code_system,code,value,record_id',
      'P1,2020-01-01,SNOMED,254837009,raised,g1',
      'P1,2020-01-01,snomed,254837009,12.5,g2',
      'P9,2020-01-01,snomed,271649006,high,g3',
    ),
  })
  expect(world.rejected).toEqual([
    {
      source: 'registration',
      reason: 'unreadable_value',
      column_name: 'date_first_surgery',
      records: 2,
      example_row_ref: 'registration:r1',
    },
    {
      source: 'gp_event',
      reason: 'unreadable_value',
      column_name: 'value',
      records: 1,
      example_row_ref: 'gp_event:g1',
    },
  ])
  expect(await world.rowsOf('gp_event')).toMatchObject([
    { code_system: 'snomed', value: null, unreadable: 'value' },
    { code_system: 'snomed', value: '12.5', unreadable: null },
  ])
})

test('what says nothing about cancer is out of scope, and identical rows are one row', async () => {
  const world = await gatherWorld({
    'person.csv': PERSON,
    'cwt.csv': lines(
      'person_id,cancer_treatment_event_type,patient_status,treatment_start_date,record_id',
      'P1,01,03,2020-01-01,c1',
      'P1,01,03,2020-01-01,c1',
      'P1, 01,03 ,20200101,c1',
      'P2,,03,2020-01-01,c2',
      'P3,, 15,2020-01-01,c3',
      'P3,,37,2020-01-01,c4',
    ),
    'apc.csv': lines(
      'person_id,admidate,epistart,epistat,epitype,diag_01',
      'P1,2020-01-01,2020-01-01,1,1,C509',
      'P1,2020-01-01,2020-01-01,3,2,C509',
      'P1,2020-01-01,2020-01-01,3,1,C509',
    ),
  })
  // P2's referral ended in no cancer, so it does not even select the person.
  expect(world.counts.peopleSelected).toBe(2)
  expect(removedOf(world, 'cwt')).toEqual({ no_cancer_event: 1, duplicate_row: 2 })
  expect(removedOf(world, 'apc')).toEqual({ unfinished_episode: 1, birth_or_delivery: 1 })
  expect((await world.rowsOf('cwt')).map((row) => row.row_ref)).toEqual(['cwt:c1', 'cwt:c3'])
})

test('the cut is the day asked for, else the largest available_to, else the latest event', async () => {
  const files = { 'person.csv': PERSON, 'registration.csv': REGISTRATION }
  expect(dayText((await gatherWorld(files)).cut!)).toBe('2020-01-31')
  const until = { 'sources.json': JSON.stringify({ sources: { registration: { available_to: '2019-12-31' } } }) }
  const cut = await gatherWorld({ ...files, ...until })
  expect(dayText(cut.cut!)).toBe('2019-12-31')
  expect(removedOf(cut, 'registration')).toEqual({ after_cut: 1 })
  const asAt = await gatherWorld({ ...files, ...until }, { asAt: '2020-06-30' })
  expect(dayText(asAt.cut!)).toBe('2020-06-30')
})

test('as at a day, a row counts from its recorded date, else from its event and the lag of its source', async () => {
  const world = await gatherWorld(
    {
      'sources.json': JSON.stringify({ sources: { registration: { lag_months: 2 } } }),
      'person.csv': PERSON,
      'registration.csv': lines(
        'person_id,tumour_id,diagnosis_date,site_icd10,recorded_date,record_id',
        'P1,T1,2020-01-01,C509,2020-06-30,r1',
        'P2,T2,2020-01-01,C509,2020-07-01,r2',
        'P3,T3,2020-04-30,C509,,r3',
        'P4,T4,2020-05-01,C509,,r4',
      ),
    },
    { asAt: '2020-06-30' },
  )
  expect((await world.rowsOf('registration')).map((row) => row.row_ref)).toEqual(['registration:r1', 'registration:r3'])
  expect(removedOf(world, 'registration')).toEqual({ after_cut: 2 })
})

test.each([
  { on: '2020-06-30', months: 2, is: '2020-04-30' },
  { on: '2020-03-31', months: 1, is: '2020-02-29' },
  { on: '2020-03-31', months: 0, is: '2020-03-31' },
  { on: '2020-01-15', months: 13, is: '2018-12-15' },
])('$months months before $on is $is', ({ on, months, is }) => {
  expect(dayText(monthsBefore(day(on), months))).toBe(is)
})

test('a row without a record id is known by the digest of its cleaned text in contract order', async () => {
  const world = await gatherWorld({
    'person.csv': PERSON,
    'gp_event.csv': lines(
      'code,code_system,person_id,event_date',
      '254837009,snomed, P1,20200102',
      '254837009,snomed,P1,2020-01-02',
    ),
  })
  const text = ['P1', '2020-01-02', 'snomed', '254837009', ''].join('\u001f')
  const digest = createHash('md5').update(text).digest('hex').slice(0, 16)
  expect((await world.rowsOf('gp_event')).map((row) => row.row_ref)).toEqual([`gp_event:${digest}`])
  expect(removedOf(world, 'gp_event')).toEqual({ duplicate_row: 1 })
})

test('of the GP record only coded events on the lists travel, and only of people selected', async () => {
  const world = await gatherWorld({
    'person.csv': PERSON,
    'gp_event.csv': lines(
      'person_id,event_date,code_system,code,record_id',
      'P1,2020-01-01,snomed,254837009,g1',
      'P1,2020-01-01,snomed,38341003,g2',
      'P1,2020-01-01,snomed,103735009,g3',
      'P2,2020-01-01,snomed,103735009,g4',
      'P3,2020-01-01,ctv3,B34..,g5',
    ),
    'gp_medication.csv': lines(
      'person_id,issue_date,dmd_code,record_id',
      'P1,2020-01-01,108774000,m1',
      'P1,2020-01-01,39720311000001101,m2',
    ),
  })
  expect((await world.rowsOf('gp_event')).map((row) => row.row_ref)).toEqual([
    'gp_event:g1',
    'gp_event:g3',
    'gp_event:g5',
  ])
  expect((await world.rowsOf('gp_medication')).map((row) => row.row_ref)).toEqual(['gp_medication:m1'])
})

test('where there is an allow list, nobody else is processed or counted', async () => {
  const world = await gatherWorld({
    'person.csv': PERSON,
    'registration.csv': REGISTRATION,
    'allow_list.csv': lines('person_id', 'P1', ' P3', 'Q9'),
  })
  expect(world.counts.people).toBe(2)
  expect(world.counts.peopleSelected).toBe(1)
  expect((await world.rowsOf('person')).map((row) => row.person_id)).toEqual(['P1', 'P3'])
  expect((await world.rowsOf('registration')).map((row) => row.person_id)).toEqual(['P1'])
  expect(removedOf(world, 'person')).toEqual({ not_on_allow_list: 7 })
  expect(world.rejected).toEqual([])
})

test('columns are found by the map of sources.json, and files of a folder may differ', async () => {
  const world = await gatherWorld({
    'sources.json': JSON.stringify({
      sources: { registration: { columns: { site_icd10: 'Site', record_id: 'KEY' } } },
    }),
    'person.csv': PERSON,
    'registration/a.csv': lines('person_id,tumour_id,diagnosis_date,site,key', 'P1,T1,2019-05-02,C509,r1'),
    'registration/b.csv.gz': lines(
      'SITE,"stage_best",diagnosis_date,tumour_id,Person_Id,key',
      'C509,"2A, revised",2019-05-02,T2,P2,r2',
    ),
  })
  expect(await world.rowsOf('registration')).toMatchObject([
    { row_ref: 'registration:r1', site_icd10: 'C509', stage_best: null },
    { row_ref: 'registration:r2', site_icd10: 'C509', stage_best: '2A, revised' },
  ])
})

test.each([
  { what: 'Windows line ends', write: (text: string) => text.replaceAll('\n', '\r\n') },
  { what: 'a byte order mark', write: (text: string) => `\ufeff${text}` },
  { what: 'no line end at the end', write: (text: string) => text.trimEnd() },
  { what: 'blank lines at the end', write: (text: string) => `${text}\n\n` },
  { what: 'every field in quotes', write: (text: string) => text.replace(/[^,\n]+/g, '"$&"') },
])('a CSV file may have $what', async ({ write }) => {
  const world = await gatherWorld({ 'person.csv': write(PERSON), 'registration.csv': write(REGISTRATION) })
  expect(world.counts.people).toBe(9)
  expect((await world.rowsOf('registration')).map((row) => [row.person_id, row.site_icd10, row.row_ref])).toEqual([
    ['P1', 'C509', 'registration:r1'],
    ['P2', 'C50.9', 'registration:r2'],
  ])
})

test('a value may hold commas, quotes and line ends, which become blanks', async () => {
  const world = await gatherWorld({
    'person.csv': PERSON,
    'sact.csv':
      'person_id,regimen,regimen_start_date,drug_name\nP1,"FEC, ""dose dense""\nsecond line",2020-01-01,EPIRUBICIN\n',
  })
  expect(await world.rowsOf('sact')).toMatchObject([
    { regimen: 'FEC, "dose dense" second line', drug_name: 'EPIRUBICIN' },
  ])
})

test('a date, a timestamp and a whole number in Parquet give the same rows as their text', async () => {
  const folder = dataFolder({})
  const db = await openDuckDb({ temporary: join(folder, '.spill') })
  const path = join(folder, 'apc.parquet')
  await db.run(
    `COPY (SELECT 'P1' AS person_id, DATE '2021-03-01' AS admidate, TIMESTAMP '2021-03-01 13:45:00' AS epistart,
       cast(2 AS smallint) AS epiorder, 3 AS epistat, 'C509' AS diag_01, DATE '2021-03-02' AS opdate_02) TO '${path}' (FORMAT parquet)`,
  )
  db.close()
  const typed = await gatherWorld({ 'person.csv': PERSON, 'apc.parquet': readFileSync(path) })
  const text = await gatherWorld({
    'person.csv': PERSON,
    'apc.csv': lines(
      'person_id,admidate,epistart,epiorder,epistat,diag_01,opdate_02',
      'P1,20210301,2021-03-01,2,3,C509,20210302',
    ),
  })
  const rows = await typed.rowsOf('apc')
  expect(rows).toHaveLength(1)
  expect(rows).toEqual(await text.rowsOf('apc'))
})

test('shards share out the same rows whatever their number and whatever the order of the input', async () => {
  const rows = Array.from(
    { length: 60 },
    (_, i) => `P${1 + (i % 9)},2020-01-${String(1 + (i % 28)).padStart(2, '0')},1,e${i}`,
  )
  const header = 'person_id,arrival_date,attendance_category,record_id'
  const files = {
    'person.csv': PERSON,
    'registration.csv': lines(
      'person_id,tumour_id,diagnosis_date,site_icd10',
      ...Array.from({ length: 9 }, (_, i) => `P${i + 1},T,2019-01-01,C50`),
    ),
  }
  const worlds = [
    await gatherWorld({ ...files, 'ecds.csv': lines(header, ...rows) }, { shards: 1 }),
    await gatherWorld({ ...files, 'ecds.csv': lines(header, ...rows.toReversed()) }, { shards: 7 }),
    await gatherWorld({ ...files, 'ecds.csv': lines(header, ...rows) }, { shards: 96 }),
  ]
  const [one, ...others] = await Promise.all(worlds.map((world) => world.rowsOf('ecds')))
  expect(one).toHaveLength(60)
  for (const other of others) expect(other).toEqual(one)
  expect(shardFolders(worlds[0]!.folder, 'ecds')).toEqual(['shard=0'])
  expect(worlds[1]!.shards).toHaveLength(7)
  expect(worlds[1]!.shards.reduce((sum, shard) => sum + (shard.records.ecds ?? 0), 0)).toBe(60)
  for (const { shard, records } of worlds[1]!.shards)
    expect(gatheredFiles(worlds[1]!.folder, 'ecds', shard).length > 0).toBe((records.ecds ?? 0) > 0)
})
