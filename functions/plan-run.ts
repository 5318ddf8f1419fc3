import { createHash } from 'node:crypto'
import { type AwsPlan, type Prepared, awsRequest } from './aws-run.ts'
import type { Attempt } from '../algorithms/contracts/lake.ts'
import { SOURCE_NAMES } from '../algorithms/contracts/sources.ts'
import { Trouble } from '../algorithms/domain/trouble.ts'
import { definitionName } from '../algorithms/rules/definition.ts'
import { answerTarget, athena, describeLanding, scoped, tableTarget, unload } from '../algorithms/sql/dialect/athena.ts'
import { PEOPLE } from '../algorithms/sql/gather/people.ts'
import type { PlannedSource, Statement } from '../algorithms/sql/gather/plan.ts'
import { gatherStatements } from '../algorithms/sql/gather/statements.ts'
import { expectedOf } from '../algorithms/steps/cost.ts'
import { gatherPlan, plannedFrom, refuseTooFew } from '../engines/plan-sources.ts'
import { chosenDefinition, refuseExpiredAllowList, runIdOf } from '../engines/run-identity.ts'
import { landedCatalogue, landedColumns, landedObjects } from './landing.ts'
import { writeNote } from './notes.ts'
import { type Described, nextNumber, writeWaves } from './waves.ts'
import { type World, answering } from './world.ts'

export interface PlanEvent {
  readonly request: unknown
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
  const inputs = await landedObjects(world)
  if (inputs.allow_list !== undefined) refuseExpiredAllowList(catalogue)
  const present = SOURCE_NAMES.filter((name) => inputs[name] !== undefined)
  refuseTooFew(present)

  const asAt = request.asAt ?? null
  const { names } = world
  const sources: PlannedSource[] = []
  const described: Described[] = []
  for (const name of present) {
    const columns = await landedColumns(world, name, inputs[name]!)
    const location = `s3://${names.buckets.landing}/${name}/`
    const layout = createHash('sha256')
      .update(JSON.stringify([columns, location]))
      .digest('hex')
      .slice(0, 8)
    const table = `${name}_${layout}`
    const text = describeLanding(names.databases.landing, table, columns, location)
    described.push({ name: `describe_${name}`, text, database: names.databases.landing })
    const from = `${names.databases.landing}.${table}`
    sources.push(plannedFrom(name, [{ name: `${name}/`, from, format: 'table', columns }], catalogue, asAt))
  }
  const gather = gatherPlan(sources, catalogue, { shards: request.shards, asAt })

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
  const run: Attempt = { runId, attempt: `${digestOf(event.execution)}-${number}` }
  const place = { ...run, names }
  const statements = gatherStatements(gather, athena(place))
  refuseCost(request.maxDollars, world.runDollars, {
    bytes: Object.values(inputs)
      .flat()
      .reduce((sum, { bytes }) => sum + bytes, 0),
    statements: statements.length + described.length,
    shards: request.shards,
    sources: present.length,
  })
  const plan: AwsPlan = { ...run, request, catalogue, definition: definitionName(definition), gather, inputs }
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

/** Statements that do the same follow each other and may run side by side; people come once every survey is there. */
export function inWaves(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const waves: Statement[][] = []
  for (const statement of statements) {
    const last = waves.at(-1)
    const before = last?.at(-1)
    const isNew = before === undefined || before.does !== statement.does || statement.name === PEOPLE
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

const digestOf = (execution: string): string => createHash('sha256').update(execution).digest('hex').slice(0, 8)

/** Bytes are known and rows are not: a gathered row is taken to be one in forty of those that landed. */
const BYTES_A_ROW = 24
const ONE_IN = 40

function refuseCost(
  asked: number | undefined,
  allowed: number,
  load: { bytes: number; statements: number; shards: number; sources: number },
): void {
  const gatheredRows = load.bytes / BYTES_A_ROW / ONE_IN
  const { totalDollars } = expectedOf({ ...load, gatheredRows, shardsAtOnce: load.shards })
  const cap = Math.min(asked ?? allowed, allowed)
  if (totalDollars <= cap) return
  throw new Trouble(
    'costCapPassed',
    `This run is expected to cost $${totalDollars.toFixed(2)}, more than the $${cap.toFixed(2)} allowed.`,
    'Raise the cap, or let less land.',
  )
}

export const handler = answering<PlanEvent, Prepared>(() => 'plan', planRun)
