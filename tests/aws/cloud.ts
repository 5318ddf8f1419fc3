import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { S3Client } from '@aws-sdk/client-s3'
import { Template } from 'aws-cdk-lib/assertions'
import { startFauxqs } from 'fauxqs'
import { type LogSink, closedLog } from '../../engines/log.ts'
import type { DuckDb } from '../../engines/duckdb.ts'
import { type Store, s3Store } from '../../engines/s3.ts'
import { handler as decideShard } from '../../functions/decide-shard.ts'
import { handler as planRun } from '../../functions/plan-run.ts'
import { handler as protectRelease } from '../../functions/protect-release.ts'
import { handler as publishRelease } from '../../functions/publish-release.ts'
import { handler as reconcile } from '../../functions/reconcile.ts'
import type { World } from '../../functions/world.ts'
import { deployment } from '../../infra/deployment.ts'
import { ENVIRONMENTS } from '../../infra/environments.ts'
import { deploymentNames } from '../../infra/names.ts'
import { type Json, type Services, StateError, execute, Failed, type Passed, type Stood } from './asl/interpreter.ts'
import { rawDuckDb } from './raw-duckdb.ts'
import { type AthenaDouble, type CatalogueTable, athenaDouble } from './athena-double.ts'

const SETTINGS = { ...ENVIRONMENTS.example!, secondPerson: true }
const NAMES = deploymentNames(SETTINGS)

type Handler = (event: never, world: Omit<World, 'folder'>) => Promise<unknown>

const HANDLERS: Readonly<Record<string, Handler>> = {
  'plan-run': planRun,
  'decide-shard': decideShard,
  reconcile: reconcile,
  'protect-release': protectRelease,
  'publish-release': publishRelease,
}

/** The example deployment as CDK writes it, functions not bundled. Made once for a test file: it takes seconds. */
export function synthesised(): { readonly machine: Json; readonly tables: readonly CatalogueTable[] } {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> }
  const deployed = deployment(SETTINGS, { context: { ...context, 'aws:cdk:bundling-stacks': [] } })
  const machine = Object.values(
    Template.fromStack(deployed.pipeline).findResources('AWS::StepFunctions::StateMachine'),
  )[0] as {
    Properties: { DefinitionString: unknown }
  }
  const glue = Object.values(Template.fromStack(deployed.data).findResources('AWS::Glue::Table'))
  return { machine: JSON.parse(joined(machine.Properties.DefinitionString)) as Json, tables: glue.map(catalogued) }
}

/** Intrinsic functions with the names of what they refer to in place of its address. */
function joined(value: unknown): string {
  if (typeof value === 'string') return value
  const { 'Fn::Join': join, 'Fn::GetAtt': attribute, Ref: ref } = value as Readonly<Record<string, unknown>>
  if (join !== undefined) return ((join as unknown[])[1] as unknown[]).map(joined).join('')
  const name = attribute === undefined ? String(ref) : String((attribute as unknown[])[0])
  return Object.keys(HANDLERS).find((one) => name.startsWith(one.replaceAll('-', ''))) ?? name
}

interface GlueTable {
  readonly Properties: {
    DatabaseName: string
    Name?: string
    TableInput?: {
      Name: string
      Parameters: Record<string, string>
      PartitionKeys: { Name: string; Type: string }[]
      StorageDescriptor: { Location: string; Columns: { Name: string; Type: string }[] }
    }
    OpenTableFormatInput?: {
      IcebergInput: {
        IcebergTableInput: {
          Location: string
          Schema: { Fields: { Id: number; Name: string; Type: string }[] }
          PartitionSpec: { Fields: { SourceId: number; Transform: string }[] }
        }
      }
    }
  }
}

function catalogued(resource: unknown): CatalogueTable {
  const { DatabaseName, Name, TableInput, OpenTableFormatInput } = (resource as GlueTable).Properties
  const plain = (columns: readonly { Name: string; Type: string }[]) =>
    columns.map((column) => ({ name: column.Name, type: column.Type }))
  if (TableInput !== undefined)
    return {
      database: DatabaseName,
      name: TableInput.Name,
      location: TableInput.StorageDescriptor.Location,
      columns: plain(TableInput.StorageDescriptor.Columns),
      partitions: plain(TableInput.PartitionKeys),
      parameters: TableInput.Parameters,
      isIceberg: false,
    }
  const iceberg = OpenTableFormatInput!.IcebergInput.IcebergTableInput
  return {
    database: DatabaseName,
    name: Name!,
    location: iceberg.Location,
    columns: plain(iceberg.Schema.Fields),
    partitions: iceberg.PartitionSpec.Fields.flatMap(({ SourceId }) =>
      plain(iceberg.Schema.Fields.filter(({ Id }) => Id === SourceId)),
    ),
    parameters: {},
    isIceberg: true,
  }
}

/** What goes wrong at a task, before its work, in the middle or after it. */
export interface Fault {
  /** Name of the state, and of the statement where the state runs one. */
  readonly at: string
  readonly what: 'fails' | 'is throttled' | 'times out' | 'is killed half-way'
  /** How often. */
  readonly times: number
}

export interface Cloud {
  readonly store: Store
  readonly db: DuckDb
  readonly athena: AthenaDouble
  readonly lines: Readonly<Record<string, unknown>>[]
  /** What statements failed of themselves. */
  readonly failures: string[]
  /** How many runs there are in all while one goes on. */
  others: number
  run(execution: string, request: Json, options?: RunOptions): Promise<Ran>
  close(): Promise<void>
}

export interface RunOptions {
  readonly fault?: Fault
  readonly redrives?: number
  readonly from?: Stood
}

export interface Ran {
  readonly outcome: 'done' | 'failed'
  readonly error: string | null
  readonly cause: string
  readonly stood: Stood | undefined
  readonly passed: readonly Passed[]
  /** How often the fault struck. */
  readonly struck: number
}

export { NAMES, SETTINGS }

/** What stands in for Athena, and the port on which it looks for S3. */
export interface AthenaStandIn {
  readonly s3Port: number
  start(tables: readonly CatalogueTable[]): Promise<AthenaDouble>
}

/** A region of its own: S3 on the loopback interface, Athena on DuckDB unless told otherwise, and the machine that was synthesised. */
export async function startCloud(made: ReturnType<typeof synthesised>, standIn?: AthenaStandIn): Promise<Cloud> {
  const server = await startFauxqs({ port: standIn?.s3Port ?? 0, logger: false })
  const folder = mkdtempSync(join(tmpdir(), 'cloud-'))
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${server.port}`,
    forcePathStyle: true,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  for (const bucket of Object.values(NAMES.buckets)) server.createBucket(bucket)
  const store = honouringConditions(s3Store(client))
  const db = await rawDuckDb()
  const athena = await (standIn?.start(made.tables) ?? athenaDouble(db, store, join(folder, 'lake'), made.tables))
  const lines: Readonly<Record<string, unknown>>[] = []
  const sink: LogSink = (_, fields) => lines.push(fields)
  const world = { store, names: NAMES, log: closedLog(sink), runDollars: 100, shardsAtOnce: 32 }
  const cloud: Cloud = {
    store,
    db,
    athena,
    lines,
    failures: [],
    others: 0,
    async run(execution, request, { fault, redrives = 0, from } = {}) {
      let struck = 0
      const services: Services = {
        wait: () => Promise.resolve(),
        readJson: async (bucket, key) => JSON.parse((await store.text(bucket, key))!) as Json,
        async task(resource, parameters, at) {
          const where = whereIs(at, parameters, resource)
          const strikes = fault !== undefined && fault.at === where && struck < fault.times
          if (strikes) struck++
          if (strikes && fault.what === 'is throttled') throw thrown(resource, 'is throttled')
          if (strikes && fault.what === 'fails') throw thrown(resource, 'fails')
          const result = await carriedOut(resource, parameters)
          if (strikes) throw thrown(resource, fault.what)
          return result
        },
      }
      const carriedOut = async (resource: string, parameters: Readonly<Record<string, Json>>): Promise<Json> => {
        switch (resource) {
          case 'arn:aws:states:::lambda:invoke': {
            const handler = HANDLERS[parameters.FunctionName as string]!
            try {
              const event = JSON.parse(JSON.stringify(parameters.Payload)) as never
              return { Payload: JSON.parse(JSON.stringify(await handler(event, world))) as Json }
            } catch (error) {
              throw new StateError((error as Error).name, (error as Error).message)
            }
          }
          case 'arn:aws:states:::athena:startQueryExecution.sync': {
            const { Database } = parameters.QueryExecutionContext as { Database: string }
            try {
              await athena.run(parameters.QueryString as string, Database, parameters.ClientRequestToken as string)
            } catch (error) {
              cloud.failures.push((error as Error).message)
              throw new StateError('States.TaskFailed', (error as Error).message)
            }
            return {}
          }
          case 'arn:aws:states:::aws-sdk:s3:listObjectsV2': {
            let keys = 0
            for await (const object of store.list(parameters.Bucket as string, parameters.Prefix as string))
              keys += object.key === '' ? 0 : 1
            return { KeyCount: Math.min(keys, 1) }
          }
          case 'arn:aws:states:::aws-sdk:sfn:listExecutions':
            return { Executions: Array.from({ length: 1 + cloud.others }, (_, i) => ({ Name: `run-${i}` })) }
          case 'arn:aws:states:::sns:publish.waitForTaskToken':
            return { agreed: true }
          default:
            throw new Error(`Nothing stands in for ${resource}`)
        }
      }
      const setting = { name: execution, machine: 'machine', redrives }
      try {
        const { passed } = await execute(made.machine as never, { request }, setting, services, from)
        return { outcome: 'done', error: null, cause: '', stood: undefined, passed, struck }
      } catch (error) {
        if (!(error instanceof Failed)) throw error
        return { outcome: 'failed', error: error.error, cause: error.message, stood: error.stood, passed: [], struck }
      }
    },
    async close() {
      db.close()
      client.destroy()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return cloud
}

/** A task by its state; a statement by its name, which its text and its place give away. */
function whereIs(at: readonly string[], parameters: Readonly<Record<string, Json>>, resource: string): string {
  const state = at.filter((part) => !/^\d+$/.test(part)).at(-1)!
  if (!resource.includes('athena')) return state
  const phase = at[0]!
  return `${phase} statement${(parameters.QueryString as string).startsWith('UNLOAD') ? ' that writes' : ''}`
}

const thrown = (resource: string, what: Fault['what']): StateError => {
  const isAthena = resource.includes('athena')
  const isLambda = resource.includes('lambda')
  switch (what) {
    case 'is throttled':
      return new StateError(
        isAthena
          ? 'Athena.TooManyRequestsException'
          : isLambda
            ? 'Lambda.TooManyRequestsException'
            : 'S3.SdkClientException',
        'slow down',
      )
    case 'times out':
      return new StateError('States.Timeout', 'it took too long')
    case 'is killed half-way':
      return new StateError(isLambda ? 'Lambda.Unknown' : 'States.TaskFailed', 'it was killed')
    case 'fails':
      return new StateError(isLambda ? 'Lambda.ServiceException' : 'States.TaskFailed', 'it failed')
  }
}

/** The S3 double does not enforce If-None-Match, so that is done here. */
const honouringConditions = (store: Store): Store => ({
  ...store,
  async putTextOnce(bucket, key, text) {
    if ((await store.text(bucket, key)) !== null) return false
    await store.putText(bucket, key, text)
    return true
  },
})
