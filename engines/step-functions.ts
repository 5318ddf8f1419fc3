import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn'

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE'

/** One execution of the machine: a run, or the dry run of one. */
export interface ExecutionSeen {
  readonly name: string
  readonly status: ExecutionStatus
  readonly startedAt: Date
  /** Null while it goes on. */
  readonly stoppedAt: Date | null
}

export interface ExecutionTold extends ExecutionSeen {
  /** Null unless it succeeded. */
  readonly output: string | null
  /** Name of what went wrong and what was said of it; null while nothing went wrong. */
  readonly error: string | null
  readonly cause: string | null
}

/** What the history of an execution says, as far as anybody here asks. */
export interface Happened {
  readonly id: number
  readonly at: Date
  readonly what: 'entered' | 'left' | 'map run' | 'failed' | 'redriven' | 'other'
  /** Name of the state entered or left. */
  readonly state: string | null
  readonly output: string | null
  readonly mapRunArn: string | null
}

/** How far a distributed map has got. */
export interface MapProgress {
  readonly done: number
  readonly failed: number
  readonly total: number
}

/** One child of a distributed map. */
export interface ChildSeen {
  readonly seconds: number
}

/** The state machine of one deployment. */
export interface Machine {
  start(name: string, input: unknown): Promise<void>
  /** Executions, newest first. */
  list(most: number): Promise<readonly ExecutionSeen[]>
  /** Null when there is none of that name. */
  told(name: string): Promise<ExecutionTold | null>
  /** Everything that happened after the event of that id, oldest first. */
  history(name: string, after?: number): AsyncGenerator<Happened>
  mapProgress(mapRunArn: string): Promise<MapProgress>
  children(mapRunArn: string): AsyncGenerator<ChildSeen>
  redrive(name: string): Promise<void>
  stop(name: string): Promise<void>
  look(): Promise<{ readonly isActive: boolean; readonly logsData: boolean; readonly keyArn: string | null }>
}

const PAGE = 1000

export function machineAt(client: SFNClient, machineArn: string): Machine {
  const executionArn = (name: string): string => `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`
  return {
    async start(name, input) {
      await client.send(new StartExecutionCommand({ stateMachineArn: machineArn, name, input: JSON.stringify(input) }))
    },
    async list(most) {
      const { executions = [] } = await client.send(
        new ListExecutionsCommand({ stateMachineArn: machineArn, maxResults: most }),
      )
      return executions.map(({ name, status, startDate, stopDate }) => ({
        name: name!,
        status: status!,
        startedAt: startDate!,
        stoppedAt: stopDate ?? null,
      }))
    },
    async told(name) {
      try {
        const one = await client.send(new DescribeExecutionCommand({ executionArn: executionArn(name) }))
        return {
          name,
          status: one.status!,
          startedAt: one.startDate!,
          stoppedAt: one.stopDate ?? null,
          output: one.output ?? null,
          error: one.error ?? null,
          cause: one.cause ?? null,
        }
      } catch (error) {
        if ((error as Error).name === 'ExecutionDoesNotExist') return null
        throw error
      }
    },
    async *history(name, after = 0) {
      let page: string | undefined
      do {
        const { events = [], nextToken } = await client.send(
          new GetExecutionHistoryCommand({
            executionArn: executionArn(name),
            maxResults: PAGE,
            ...(page === undefined ? {} : { nextToken: page }),
          }),
        )
        yield* events.filter(({ id }) => id! > after).map(happened)
        page = nextToken
      } while (page !== undefined)
    },
    async mapProgress(mapRunArn) {
      const { itemCounts } = await client.send(new DescribeMapRunCommand({ mapRunArn }))
      return { done: itemCounts?.succeeded ?? 0, failed: itemCounts?.failed ?? 0, total: itemCounts?.total ?? 0 }
    },
    async *children(mapRunArn) {
      let page: string | undefined
      do {
        const { executions = [], nextToken } = await client.send(
          new ListExecutionsCommand({
            mapRunArn,
            maxResults: PAGE,
            ...(page === undefined ? {} : { nextToken: page }),
          }),
        )
        for (const { startDate, stopDate } of executions)
          if (stopDate !== undefined) yield { seconds: (stopDate.getTime() - startDate!.getTime()) / 1000 }
        page = nextToken
      } while (page !== undefined)
    },
    async redrive(name) {
      await client.send(new RedriveExecutionCommand({ executionArn: executionArn(name) }))
    },
    async stop(name) {
      await client.send(
        new StopExecutionCommand({
          executionArn: executionArn(name),
          error: 'cancelled',
          cause: 'Cancelled by a person',
        }),
      )
    },
    async look() {
      const one = await client.send(new DescribeStateMachineCommand({ stateMachineArn: machineArn }))
      return {
        isActive: one.status === 'ACTIVE',
        logsData: one.loggingConfiguration?.includeExecutionData === true,
        keyArn: one.encryptionConfiguration?.kmsKeyId ?? null,
      }
    },
  }
}

function happened(event: HistoryEvent): Happened {
  const entered = event.stateEnteredEventDetails
  const left = event.stateExitedEventDetails
  const mapRun = event.mapRunStartedEventDetails ?? event.mapRunRedrivenEventDetails
  return {
    id: event.id!,
    at: event.timestamp!,
    what:
      entered !== undefined
        ? 'entered'
        : left !== undefined
          ? 'left'
          : mapRun !== undefined
            ? 'map run'
            : event.type === 'ExecutionRedriven'
              ? 'redriven'
              : /Failed|TimedOut|Aborted/.test(event.type ?? '')
                ? 'failed'
                : 'other',
    state: entered?.name ?? left?.name ?? null,
    output: left?.output ?? null,
    mapRunArn: mapRun?.mapRunArn ?? null,
  }
}
