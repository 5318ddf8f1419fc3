import { LISTING_FAULTS, READING_FAULTS, type State, WORLD_FAULTS, retried } from './retries.ts'
import { statementWave } from './statement-wave.ts'
import { DRY_RUN, tableLookUp } from './table-lookup.ts'

/** What the definition of the machine must name. */
export interface MachineParts {
  readonly functions: Readonly<Record<FunctionName, string>>
  readonly workgroup: string
  readonly shardsAtOnce: number
  /** Topic on which a second person is asked to agree; null when nobody is. */
  readonly approvalTopic: string | null
}

export const FUNCTION_NAMES = ['plan-run', 'decide-shard', 'reconcile', 'protect-release', 'publish-release'] as const
export type FunctionName = (typeof FUNCTION_NAMES)[number]

const FUNCTION_SECONDS = 900
const RUN_SECONDS = 14 * 24 * 3600
const APPROVAL_SECONDS = 7 * 24 * 3600

/**
 * The journey of a run. Whoever prepares statements is asked again when they fail, and writes them for a new attempt:
 * a statement never writes where an earlier one may have left something.
 */
export function machineDefinition(parts: MachineParts): State {
  const asks = (name: FunctionName, payload: State, resultPath: string, next: string): State => ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: parts.functions[name], Payload: payload },
    ResultSelector: { 'answer.$': '$.Payload' },
    ResultPath: resultPath,
    TimeoutSeconds: FUNCTION_SECONDS,
    Retry: retried(WORLD_FAULTS),
    Next: next,
  })
  const prepared = (name: FunctionName, step: string, phase: string, next: string, beside: State = {}): State =>
    asks(
      name,
      {
        step,
        'request.$': '$.request',
        'run.$': '$.gather.answer',
        'before.$': `$.${phase}.answer`,
        'execution.$': '$$.Execution.Name',
        'redrives.$': '$$.Execution.RedriveCount',
        ...beside,
      },
      `$.${phase}`,
      next,
    )
  const waves = (name: string, phase: string, again: string, next: string): State => ({
    Type: 'Map',
    ItemsPath: `$.${phase}.answer.waves`,
    ItemSelector: { 'bucket.$': `$.${phase}.answer.bucket`, 'key.$': '$$.Map.Item.Value' },
    MaxConcurrency: 1,
    ItemProcessor: {
      ProcessorConfig: { Mode: 'INLINE' },
      StartAt: `${name}Statements`,
      States: { [`${name}Statements`]: statementWave(name, parts.workgroup) },
    },
    ResultPath: null,
    Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: again }],
    Next: next,
  })
  const nobody = { answer: { number: 0 } }
  return {
    Comment: 'Plans, gathers, decides, reconciles, counts, protects and publishes one run',
    TimeoutSeconds: RUN_SECONDS,
    StartAt: 'Begin',
    States: {
      Begin: {
        Type: 'Pass',
        Parameters: { 'request.$': '$.request', gather: nobody, count: nobody, publication: nobody, swap: nobody },
        Next: 'ListRuns',
      },
      ListRuns: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:sfn:listExecutions',
        Parameters: { 'StateMachineArn.$': '$$.StateMachine.Id', StatusFilter: 'RUNNING', MaxResults: 3 },
        ResultPath: '$.running',
        Retry: retried(LISTING_FAULTS),
        Next: 'IsAlone',
      },
      IsAlone: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.request.dryRun', IsPresent: true, Next: 'NamedTables' },
          { Variable: '$.running.Executions[2]', IsPresent: true, Next: 'AnotherRunIsGoing' },
          {
            And: [
              { Variable: '$.running.Executions[1]', IsPresent: true },
              { Not: { Variable: '$.running.Executions[1].Name', StringMatches: `${DRY_RUN}*` } },
            ],
            Next: 'AnotherRunIsGoing',
          },
        ],
        Default: 'NamedTables',
      },
      AnotherRunIsGoing: { Type: 'Fail', Error: 'locked', Cause: 'Another run is going. Wait for it, or cancel it.' },
      NamedTables: asks('plan-run', { step: 'tables' }, '$.named', 'LookUp'),
      LookUp: tableLookUp('Plan'),
      Plan: prepared('plan-run', 'plan', 'gather', 'IsDryRun', { 'tables.$': '$.tables' }),
      IsDryRun: {
        Type: 'Choice',
        Choices: [{ Variable: '$.request.dryRun', IsPresent: true, Next: 'Planned' }],
        Default: 'Gather',
      },
      Planned: { Type: 'Succeed' },
      Gather: waves('Gather', 'gather', 'Plan', 'Judge'),
      Judge: asks('reconcile', { step: 'judge', 'run.$': '$.gather.answer' }, '$.judged', 'Decide'),
      Decide: {
        Type: 'Map',
        ItemReader: {
          Resource: 'arn:aws:states:::s3:getObject',
          ReaderConfig: { InputType: 'JSON' },
          Parameters: { 'Bucket.$': '$.judged.answer.bucket', 'Key.$': '$.judged.answer.shards' },
        },
        ItemSelector: { 'run.$': '$.gather.answer', 'shard.$': '$$.Map.Item.Value.shard' },
        MaxConcurrency: parts.shardsAtOnce,
        ToleratedFailurePercentage: 0,
        Label: 'Decide',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'DecideShard',
          States: {
            DecideShard: {
              Type: 'Task',
              Resource: 'arn:aws:states:::lambda:invoke',
              Parameters: { FunctionName: parts.functions['decide-shard'], 'Payload.$': '$' },
              ResultSelector: { 'shard.$': '$.Payload.shard' },
              TimeoutSeconds: FUNCTION_SECONDS,
              Retry: retried(WORLD_FAULTS),
              End: true,
            },
          },
        },
        ResultPath: null,
        Retry: retried(READING_FAULTS),
        Next: 'Reconcile',
      },
      Reconcile: prepared('reconcile', 'reconcile', 'count', 'Count'),
      Count: waves('Count', 'count', 'Reconcile', 'Protect'),
      Protect: asks(
        'protect-release',
        { 'run.$': '$.gather.answer', 'count.$': '$.count.answer' },
        '$.protected',
        parts.approvalTopic === null ? 'Release' : 'SecondPerson',
      ),
      ...(parts.approvalTopic === null ? {} : { SecondPerson: secondPerson(parts.approvalTopic) }),
      Release: prepared('publish-release', 'release', 'publication', 'Publish'),
      Publish: waves('Publish', 'publication', 'Release', 'Audit'),
      Audit: asks(
        'publish-release',
        {
          step: 'audit',
          'run.$': '$.gather.answer',
          'publication.$': '$.publication.answer',
          'before.$': '$.swap.answer',
          'redrives.$': '$$.Execution.RedriveCount',
        },
        '$.swap',
        'Swap',
      ),
      Swap: waves('Swap', 'swap', 'Audit', 'Done'),
      Done: { Type: 'Succeed' },
    },
  }
}

const secondPerson = (topic: string): State => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sns:publish.waitForTaskToken',
  Parameters: {
    TopicArn: topic,
    Subject: 'A run waits for a second person',
    Message: {
      'run.$': '$.gather.answer.runId',
      says: 'Figures are protected and wait to be published. Look at them, then agree or refuse with the token.',
      'token.$': '$$.Task.Token',
    },
  },
  TimeoutSeconds: APPROVAL_SECONDS,
  ResultPath: '$.agreed',
  Next: 'Release',
})
