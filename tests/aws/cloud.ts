import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Template } from 'aws-cdk-lib/assertions'
import { startFauxqs } from 'fauxqs'
import { CHUNK_BYTES } from '../../algorithms/steps/cost.ts'
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
import { type Statement, rolesOf } from '../infra/roles.ts'
import { type AthenaDouble, type CatalogueTable, type Death, athenaDouble } from './athena-double.ts'
import { type Fault, type FaultKind, counting, endingAfter, failing, placeOf, shardOf, thrownBy } from './fault.ts'
import { permitted } from './permitted.ts'
import { type Watch, watch } from './watched.ts'
import { rawDuckDb } from './raw-duckdb.ts'

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
export function synthesised(): Synthesised {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> }
  const deployed = deployment(SETTINGS, { context: { ...context, 'aws:cdk:bundling-stacks': [] } })
  const pipeline = Template.fromStack(deployed.pipeline)
  const machine = Object.values(pipeline.findResources('AWS::StepFunctions::StateMachine'))[0] as {
    Properties: { DefinitionString: unknown }
  }
  const glue = Object.values(Template.fromStack(deployed.data).findResources('AWS::Glue::Table'))
  return {
    machine: JSON.parse(joined(machine.Properties.DefinitionString)) as Json,
    tables: glue.map(catalogued),
    roles: new Map(
      rolesOf([pipeline.toJSON(), Template.fromStack(deployed.access).toJSON()]).map(({ name, statements }) => [
        name.replace(`${SETTINGS.prefix}-`, ''),
        statements,
      ]),
    ),
  }
}

export interface Synthesised {
  readonly machine: Json
  readonly tables: readonly CatalogueTable[]
  /** What the machine and each function may do. */
  readonly roles: ReadonlyMap<string, readonly Statement[]>
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

export interface Cloud {
  readonly store: Store
  readonly db: DuckDb
  readonly athena: AthenaDouble
  readonly lines: Readonly<Record<string, unknown>>[]
  /** What statements failed of themselves. */
  readonly failures: string[]
  /** How many runs there are in all while one goes on. */
  others: number
  /** Tables of the lake as Glue describes them, by `database.table`. */
  readonly lake: Map<string, Json>
  /** What functions wrote over. */
  readonly written: Watch
  run(execution: string, request: Json, options?: RunOptions): Promise<Ran>
  /** Removes what a test landed. */
  remove(bucket: string, key: string): Promise<void>
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
  /** What the last state handed on; null of a run that failed. */
  readonly output: Json
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
export async function startCloud(made: Synthesised, standIn?: AthenaStandIn, chunkBytes = CHUNK_BYTES): Promise<Cloud> {
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
  const as = (role: string): Store => permitted(store, made.roles.get(role)!)
  const machineStore = as('machine')
  const athena = await (standIn?.start(made.tables) ??
    athenaDouble(db, machineStore, join(folder, 'lake'), made.tables))
  const lines: Readonly<Record<string, unknown>>[] = []
  const sink: LogSink = (_, fields) => lines.push(fields)
  const settled = { names: NAMES, log: closedLog(sink), runDollars: 100, shardsAtOnce: 32, chunkBytes }
  /** How much each place wrote when nothing went wrong: half of it is half-way. */
  const usual = new Map<string, number>()
  const written = watch()
  const cloud: Cloud = {
    store,
    db,
    athena,
    lines,
    failures: [],
    others: 0,
    lake: new Map(),
    written,
    async run(execution, request, { fault, redrives = 0, from } = {}) {
      let struck = 0
      const services: Services = {
        wait: () => Promise.resolve(),
        async readJson(bucket, key, at) {
          if (strikesAt(`${at.at(-1)!}: the list`)) throw new StateError('States.ItemReaderFailed', 'it failed')
          return JSON.parse((await machineStore.text(bucket, key))!) as Json
        },
        async task(resource, parameters, at) {
          const place = placeOf(at, resource, parameters)
          const what = strikesAt(place, shardOf(parameters)) ? fault!.what : null
          if (what === 'is throttled') throw thrownBy(resource, what)
          if (resource.includes('lambda')) return invoked(parameters, place, what)
          const isAthena = resource.includes('athena')
          if (what === 'fails' && !isAthena) throw thrownBy(resource, what)
          const dies = what === 'fails' ? 'before' : what === 'is killed half-way' ? 'half-way' : undefined
          const result = await carriedOut(resource, parameters, dies)
          if (what !== null) throw thrownBy(resource, what)
          return result
        },
      }
      const strikesAt = (place: string, shard?: Json): boolean => {
        const isMeant = fault?.at === place && (fault.shard === undefined || fault.shard === shard)
        const strikes = isMeant && struck < fault.times
        if (strikes) struck++
        return strikes
      }
      const invoked = async (
        { FunctionName, Payload }: Readonly<Record<string, Json>>,
        place: string,
        what: FaultKind | null,
      ): Promise<Json> => {
        const name = FunctionName as string
        const own = counting(written.over(as(name)))
        const half = Math.floor((usual.get(place) ?? 0) / 2)
        const given =
          what === 'fails'
            ? failing(own.store)
            : what === 'is killed half-way'
              ? endingAfter(own.store, half)
              : own.store
        let answer: Json
        try {
          const event = JSON.parse(JSON.stringify(Payload)) as never
          answer = JSON.parse(JSON.stringify(await HANDLERS[name]!(event, { ...settled, store: given }))) as Json
        } catch (error) {
          if (what === 'is killed half-way') throw thrownBy('lambda', what)
          throw new StateError((error as Error).name, (error as Error).message)
        }
        if (what === 'times out' || what === 'is killed half-way') throw thrownBy('lambda', what)
        if (what === null) usual.set(place, own.writes())
        return { Payload: answer }
      }
      const carriedOut = async (
        resource: string,
        parameters: Readonly<Record<string, Json>>,
        dies: Death | undefined,
      ): Promise<Json> => {
        switch (resource) {
          case 'arn:aws:states:::athena:startQueryExecution.sync': {
            const { Database } = parameters.QueryExecutionContext as { Database: string }
            try {
              const { QueryString, ClientRequestToken } = parameters
              await athena.run(QueryString as string, Database, ClientRequestToken as string, dies)
            } catch (error) {
              if (dies === undefined) cloud.failures.push((error as Error).message)
              throw new StateError('States.TaskFailed', (error as Error).message)
            }
            return {}
          }
          case 'arn:aws:states:::aws-sdk:s3:listObjectsV2': {
            let keys = 0
            for await (const object of machineStore.list(parameters.Bucket as string, parameters.Prefix as string))
              keys += object.key === '' ? 0 : 1
            return { KeyCount: Math.min(keys, 1) }
          }
          case 'arn:aws:states:::aws-sdk:glue:getTable': {
            const table = cloud.lake.get(`${parameters.DatabaseName as string}.${parameters.Name as string}`)
            if (table === undefined) throw new StateError('Glue.EntityNotFoundException', 'there is none')
            return { Table: table }
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
        const { passed, output } = await execute(made.machine as never, { request }, setting, services, from)
        return { outcome: 'done', error: null, cause: '', output, stood: undefined, passed, struck }
      } catch (error) {
        if (!(error instanceof Failed)) throw error
        const { error: name, message, stood } = error
        return { outcome: 'failed', error: name, cause: message, output: null, stood, passed: [], struck }
      }
    },
    async remove(bucket, key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }))
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

/** The S3 double does not enforce If-None-Match, so that is done here. */
const honouringConditions = (store: Store): Store => ({
  ...store,
  async putTextOnce(bucket, key, text) {
    if ((await store.text(bucket, key)) !== null) return false
    await store.putText(bucket, key, text)
    return true
  },
})
