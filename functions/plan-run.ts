import { createHash } from 'node:crypto'
import {
  type AwsPlan,
  type Measured,
  type PinnedObject,
  type Prepared,
  type TableFolder,
  attemptsOf,
  awsRequest,
} from '../engines/aws-run.ts'
import type { Attempt } from '../algorithms/contracts/lake.ts'
import { PUBLISHED_TABLES } from '../algorithms/contracts/results/published.ts'
import { RESTRICTED_TABLES } from '../algorithms/contracts/results/restricted.ts'
import { SOURCE_NAMES, type SourceName } from '../algorithms/contracts/sources.ts'
import { Trouble } from '../algorithms/domain/trouble.ts'
import { definitionName } from '../algorithms/rules/definition.ts'
import { countStatements } from '../algorithms/sql/count.ts'
import { answerTarget, athena, describeLanding, scoped, tableTarget, unload } from '../algorithms/sql/dialect/athena.ts'
import type { SizedObject } from '../algorithms/sql/gather/chunks.ts'
import { PEOPLE } from '../algorithms/sql/gather/people.ts'
import type { PlannedSource, Statement } from '../algorithms/sql/gather/plan.ts'
import { gatherStatements } from '../algorithms/sql/gather/statements.ts'
import { named } from '../algorithms/sql/text.ts'
import { type Workload, expectedOf, gatheredRowsOf } from '../algorithms/steps/cost.ts'
import { gatherPlan, plannedFrom, refuseTooFew } from '../engines/plan-sources.ts'
import { chosenDefinition, refuseAllowList, runIdOf } from '../engines/run-identity.ts'
import { landedCatalogue, landedObjects, landedShape } from './landing.ts'
import { inChunks } from './chunked-sources.ts'
import { writeNote } from './notes.ts'
import { type FoundTable, type NamedTable, namedTables, pinnedTable, sizedIn } from './source-tables.ts'
import { type Described, nextNumber, writeWaves } from './waves.ts'
import { type World, answering } from './world.ts'

/** Asks which tables the machine has to look up before anything can be planned. */
export interface TablesEvent {
  readonly step: 'tables'
}

export interface PlanEvent {
  readonly step: 'plan'
  readonly request: unknown
  /** Tables that `sources.json` names, as the machine found them. */
  readonly tables: readonly FoundTable[]
  /** What was answered before, when statements failed and a new attempt is wanted. */
  readonly before: { readonly number: number; readonly runId?: string }
  /** Name of the execution. */
  readonly execution: string
  readonly redrives: number
}

/** Settles what a run reads and how, pins it, and leaves the statements of gather for the machine. */
export async function planRun(event: PlanEvent, world: World): Promise<Prepared> {
  const request = requested(event.request)
  const number = nextNumber(event.before, event.redrives)
  const catalogue = await landedCatalogue(world)
  const definition = chosenDefinition(definedRequest(request), catalogue)
  const inputs: Partial<Record<SourceName, readonly PinnedObject[]>> = await landedObjects(world, catalogue)
  const tables = new Map(event.tables.map((table) => [table.source, table]))
  for (const source of tables.keys()) inputs[source] = []
  refuseAllowList(catalogue, inputs.allow_list !== undefined)
  const present = SOURCE_NAMES.filter((name) => inputs[name] !== undefined)
  refuseTooFew(present)

  const asAt = request.asAt ?? null
  const { names } = world
  const sources: PlannedSource[] = []
  const described: Described[] = []
  const measured: Partial<Record<SourceName, Measured>> = {}
  const sized: Partial<Record<SourceName, readonly SizedObject[]>> = {}
  const tableFolders: Partial<Record<SourceName, TableFolder>> = {}
  for (const name of present) {
    const table = tables.get(name)
    if (table !== undefined) {
      const pinned = await pinnedTable(world, table)
      inputs[name] = pinned.objects
      measured[name] = pinned.measured
      if (pinned.folder !== null) tableFolders[name] = pinned.folder
      sized[name] = pinned.sized
      sources.push(plannedFrom(name, [pinned.file], catalogue, asAt))
      continue
    }
    const { columns, rows } = await landedShape(world, name, inputs[name]!)
    measured[name] = { bytes: inputs[name]!.reduce((sum, { bytes }) => sum + bytes, 0), rows }
    const location = `s3://${names.buckets.landing}/${name}/`
    const layout = createHash('sha256')
      .update(JSON.stringify([columns, location]))
      .digest('hex')
      .slice(0, 8)
    const laid = `${name}_${layout}`
    const text = describeLanding(names.databases.landing, laid, columns, location)
    described.push({ name: `describe_${name}`, text, database: names.databases.landing })
    const from = `${names.databases.landing}.${laid}`
    const file = { name: `${name}/`, from, format: 'table' as const, columns }
    sized[name] = sizedIn(names.buckets.landing, inputs[name]!)
    sources.push(plannedFrom(name, [file], catalogue, asAt))
  }
  const chunked = inChunks(sources, sized, world.chunkBytes)
  const gather = gatherPlan(chunked.sources, catalogue, { shards: request.shards, asAt })

  const pinned = Object.entries(inputs).map(
    ([name, objects]) => [name, objects.map(({ etag, bytes }) => `${etag}:${bytes}`)] as const,
  )
  const runId = runIdOf(pinned, catalogue, definition, definedRequest(request))
  if (event.before.runId !== undefined && event.before.runId !== runId)
    throw new Trouble(
      'contractFailed',
      'The sources changed while the run went on. Nothing was published.',
      'Start the run again, once everything has landed.',
    )
  const run: Attempt = { runId, attempt: `${attemptsOf(event.execution)}-${number}` }
  const place = { ...run, names }
  const statements = gatherStatements(gather, athena(place))
  const load: Workload = {
    bytes: Object.values(measured).reduce((sum, { bytes }) => sum + bytes, 0),
    largestBytes: Math.max(
      ...Object.entries(measured)
        .filter(([name]) => chunked.load.every(({ source }) => source !== name))
        .map(([, { bytes }]) => bytes),
      ...chunked.load.map((source) => source.largestBytes),
    ),
    chunked: chunked.load,
    gatheredRows: gatheredRowsOf(Object.values(measured)),
    statements: statements.length + described.length + STATEMENTS_AFTER_GATHER,
    shards: request.shards,
    sources: present.length,
    shardsAtOnce: world.shardsAtOnce,
  }
  if (request.dryRun === undefined) refuseCost(request.maxDollars, world.runDollars, load)
  const plan: AwsPlan = {
    ...run,
    request,
    catalogue,
    definition: definitionName(definition),
    gather,
    inputs,
    tableFolders,
    measured,
    load,
  }
  await writeNote(world, run, 'plan', plan)
  const items = (statement: Statement): Described =>
    statement.does === 'rows'
      ? {
          name: statement.name,
          text: unload(scoped(statement.text, place), answerTarget(place, statement.name)),
          database: names.databases.internal,
          writes: answerTarget(place, statement.name),
        }
      : {
          name: statement.name,
          text: statement.text,
          database: names.databases.internal,
          writes: tableTarget(place, statement.name),
        }
  const waves = [described, ...inWaves(statements).map((wave) => wave.map(items))]
  return writeWaves(world, run, 'gather', number, waves)
}

/** Statements that do the same follow each other and may run side by side; chunks are put together
 * once all of them are there, and people come once every survey is. */
export function inWaves(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const waves: Statement[][] = []
  for (const statement of statements) {
    const last = waves.at(-1)
    const before = last?.at(-1)
    const isNew =
      before === undefined ||
      before.does !== statement.does ||
      before.folds !== statement.folds ||
      statement.name === PEOPLE
    if (isNew) waves.push([statement])
    else last!.push(statement)
  }
  return waves
}

function requested(asked: unknown): AwsPlan['request'] {
  const read = awsRequest.safeParse(asked ?? {})
  if (read.success) return read.data
  const issue = read.error.issues[0]!
  throw new Trouble('badUsage', `The request is wrong at ${issue.path.join('.') || 'the top'}.`, `${issue.message}.`)
}

const definedRequest = ({ definition, asAt, allowDraft }: AwsPlan['request']) => ({
  ...(definition === undefined ? {} : { definition }),
  ...(asAt === undefined ? {} : { asAt }),
  allowDraft,
})

function refuseCost(asked: number | undefined, allowed: number, load: Workload): void {
  const { totalDollars } = expectedOf(load)
  const cap = Math.min(asked ?? allowed, allowed)
  if (totalDollars <= cap) return
  throw new Trouble(
    'costCapPassed',
    `This run is expected to cost $${totalDollars.toFixed(2)}, more than the $${cap.toFixed(2)} allowed.`,
    'Raise the cap, or let less land.',
  )
}

/** Count asks one statement each, publish three and a view for every published table, and a view for restricted ones. */
const STATEMENTS_AFTER_GATHER =
  countStatements(named).length + 4 * Object.keys(PUBLISHED_TABLES).length + Object.keys(RESTRICTED_TABLES).length

export const handler = answering<PlanEvent | TablesEvent, Prepared | { readonly tables: readonly NamedTable[] }>(
  () => 'plan',
  async (event, world) =>
    event.step === 'tables' ? { tables: namedTables(await landedCatalogue(world)) } : planRun(event, world),
)
