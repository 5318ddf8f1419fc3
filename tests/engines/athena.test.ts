import {
  AthenaClient,
  BatchGetQueryExecutionCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetWorkGroupCommand,
  ListQueryExecutionsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, expect, test } from 'vitest'
import { type AskedStatement, athenaIn } from '../../engines/athena.ts'
import { failureKind } from '../../engines/athena-failure.ts'
import { madeUpNhsNumber } from '../cli/extract.ts'

const mock = mockClient(AthenaClient)
const athena = athenaIn(new AthenaClient({ region: 'eu-west-2' }), 'group', 1)

const ASKED: AskedStatement = { name: 'look', text: 'SELECT 1', database: 'd', partOf: 'r', attempt: '1' }

const standing = (State: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED', StateChangeReason?: string) => ({
  QueryExecution: {
    QueryExecutionId: 'q-1',
    Status: { State, ...(StateChangeReason === undefined ? {} : { StateChangeReason }) },
    Statistics: { DataScannedInBytes: 1234, EngineExecutionTimeInMillis: 2000 },
  },
})

beforeEach(() => {
  mock.reset()
  mock.on(StartQueryExecutionCommand).resolves({ QueryExecutionId: 'q-1' })
})

test('waits for a statement to end, and says what it read', async () => {
  mock
    .on(GetQueryExecutionCommand)
    .resolvesOnce(standing('QUEUED'))
    .resolvesOnce(standing('RUNNING'))
    .resolves(standing('SUCCEEDED'))
  expect(await athena.run(ASKED)).toMatchObject({ id: 'q-1', scannedBytes: 1234, engineSeconds: 2 })
  const [started] = mock.commandCalls(StartQueryExecutionCommand)
  expect(started!.args[0].input).toMatchObject({ WorkGroup: 'group', QueryExecutionContext: { Database: 'd' } })
})

test('a token is that of the attempt: the same for the same, another for another', async () => {
  mock.on(GetQueryExecutionCommand).resolves(standing('SUCCEEDED'))
  for (const statement of [ASKED, ASKED, { ...ASKED, attempt: '2' }, { ...ASKED, text: 'SELECT 2' }])
    await athena.run(statement)
  const tokens = mock.commandCalls(StartQueryExecutionCommand).map((call) => call.args[0].input.ClientRequestToken!)
  expect(tokens[0]).toBe(tokens[1])
  expect(new Set(tokens).size).toBe(3)
  for (const token of tokens) expect(token).toMatch(/^[0-9a-f]{64}$/)
})

test('a failure carries its kind, the query and the bytes, and nothing that a row held', async () => {
  const number = madeUpNhsNumber(400_000_000)
  mock
    .on(GetQueryExecutionCommand)
    .resolves(standing('FAILED', `INVALID_CAST_ARGUMENT: Value cannot be cast to date: ${number}`))
  const error = (await athena.run(ASKED).catch((caught: unknown) => caught)) as Error & { fix: string }
  expect(error.message).toBe('The statement look failed: INVALID_CAST_ARGUMENT (query q-1, 1,234 bytes scanned).')
  expect(error.message + error.fix).not.toContain(number)
})

test.each([
  ['Query exhausted resources at this scale factor', 'Query exhausted resources'],
  ['Bytes scanned limit was exceeded', 'Bytes scanned limit was exceeded'],
  ['Insufficient permissions to execute the query. Principal arn:aws:x', 'Insufficient permissions'],
  ['HIVE_BAD_DATA: Malformed Parquet file', 'HIVE_BAD_DATA'],
  ['something else', 'no reason that may be shown'],
])('of “%s” it says “%s”', (because, kind) => {
  expect(failureKind(because)).toBe(kind)
})

test('when nobody waits any longer, Athena is told to stop', async () => {
  mock.on(GetQueryExecutionCommand).resolves(standing('RUNNING'))
  mock.on(StopQueryExecutionCommand).resolves({})
  const stop = new AbortController()
  const running = athena.run(ASKED, stop.signal)
  stop.abort()
  await expect(running).rejects.toMatchObject({ reason: 'interrupted' })
  expect(mock.commandCalls(StopQueryExecutionCommand).map((call) => call.args[0].input.QueryExecutionId)).toEqual([
    'q-1',
  ])
})

test('reads every page of an answer once, without the names that stand first', async () => {
  const columns = {
    ResultSetMetadata: {
      ColumnInfo: [
        { Name: 'a', Type: 'varchar' },
        { Name: 'b', Type: 'bigint' },
      ],
    },
  }
  const row = (...values: (string | undefined)[]) => ({
    Data: values.map((value) => (value === undefined ? {} : { VarCharValue: value })),
  })
  mock
    .on(GetQueryResultsCommand)
    .resolvesOnce({ ResultSet: { ...columns, Rows: [row('a', 'b'), row('x', '1')] }, NextToken: 'n' })
    .resolves({ ResultSet: { ...columns, Rows: [row(undefined, '2'), row('a', 'b')] } })
  const rows = []
  for await (const one of athena.rows('q-1')) rows.push(one)
  expect(rows).toEqual([
    { a: 'x', b: '1' },
    { a: null, b: '2' },
    { a: 'a', b: 'b' },
  ])
})

test('stops listing statements at the first that is older', async () => {
  const seen = (id: string, at: string) => ({
    QueryExecutionId: id,
    Status: { State: 'SUCCEEDED' as const, SubmissionDateTime: new Date(at) },
  })
  mock.on(ListQueryExecutionsCommand).resolves({ QueryExecutionIds: ['new', 'old'], NextToken: 'more' })
  mock
    .on(BatchGetQueryExecutionCommand)
    .resolves({ QueryExecutions: [seen('new', '2026-04-02'), seen('old', '2026-03-01')] })
  const ids = []
  for await (const { id } of athena.since(new Date('2026-04-01'))) ids.push(id)
  expect(ids).toEqual(['new'])
  expect(mock.commandCalls(ListQueryExecutionsCommand)).toHaveLength(1)
})

test('tells the settings of the workgroup', async () => {
  mock.on(GetWorkGroupCommand).resolves({
    WorkGroup: {
      Name: 'group',
      State: 'ENABLED',
      Configuration: {
        EnforceWorkGroupConfiguration: true,
        PublishCloudWatchMetricsEnabled: true,
        BytesScannedCutoffPerQuery: 5,
        EngineVersion: { EffectiveEngineVersion: 'Athena engine version 3' },
        ResultConfiguration: { OutputLocation: 's3://w/', EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' } },
      },
    },
  })
  expect(await athena.workgroup()).toEqual({
    isEnabled: true,
    isEnforced: true,
    publishesMetrics: true,
    cutoffBytes: 5,
    output: 's3://w/',
    encryption: 'SSE_KMS',
    engine: 'Athena engine version 3',
  })
})
