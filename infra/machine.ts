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

type State = Readonly<Record<string, unknown>>

/** Faults of the world, never of the data: those are not tried again. */
const WORLD_FAULTS = [
  'Lambda.TooManyRequestsException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.Unknown',
  'Runtime.ExitError',
  'Sandbox.Timedout',
  'States.Timeout',
  'worldFailed',
]

const ATHENA_FAULTS = ['Athena.TooManyRequestsException', 'Athena.InternalServerException', 'Athena.SdkClientException']

const retried = (errors: readonly string[]): readonly State[] => [
  {
    ErrorEquals: errors,
    IntervalSeconds: 2,
    MaxAttempts: 4,
    BackoffRate: 2,
    MaxDelaySeconds: 60,
    JitterStrategy: 'FULL',
  },
]

/** Statements that run at the same time; Athena starts at most twenty a second for an account. */
const STATEMENTS_AT_ONCE = 8
const STATEMENT_SECONDS = 4 * 3600
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
  const prepared = (name: FunctionName, step: string, phase: string, next: string): State =>
    asks(
      name,
      {
        step,
        'request.$': '$.request',
        'run.$': '$.gather.answer',
        'before.$': `$.${phase}.answer`,
        'execution.$': '$$.Execution.Name',
        'redrives.$': '$$.Execution.RedriveCount',
      },
      `$.${phase}`,
      next,
    )
  const waves = (phase: string, again: string, next: string): State => ({
    Type: 'Map',
    ItemsPath: `$.${phase}.answer.waves`,
    ItemSelector: { 'bucket.$': `$.${phase}.answer.bucket`, 'key.$': '$$.Map.Item.Value' },
    MaxConcurrency: 1,
    ItemProcessor: {
      ProcessorConfig: { Mode: 'INLINE' },
      StartAt: 'Statements',
      States: { Statements: statements(parts) },
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
        Parameters: { 'StateMachineArn.$': '$$.StateMachine.Id', StatusFilter: 'RUNNING', MaxResults: 2 },
        ResultPath: '$.running',
        Next: 'IsAlone',
      },
      IsAlone: {
        Type: 'Choice',
        Choices: [{ Variable: '$.running.Executions[1]', IsPresent: true, Next: 'AnotherRunIsGoing' }],
        Default: 'Plan',
      },
      AnotherRunIsGoing: { Type: 'Fail', Error: 'locked', Cause: 'Another run is going. Wait for it, or cancel it.' },
      Plan: prepared('plan-run', 'plan', 'gather', 'Gather'),
      Gather: waves('gather', 'Plan', 'Judge'),
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
        Next: 'Reconcile',
      },
      Reconcile: prepared('reconcile', 'reconcile', 'count', 'Count'),
      Count: waves('count', 'Reconcile', 'Protect'),
      Protect: asks(
        'protect-release',
        { 'run.$': '$.gather.answer', 'count.$': '$.count.answer' },
        '$.protected',
        parts.approvalTopic === null ? 'Release' : 'SecondPerson',
      ),
      ...(parts.approvalTopic === null ? {} : { SecondPerson: secondPerson(parts.approvalTopic) }),
      Release: prepared('publish-release', 'release', 'publication', 'Publish'),
      Publish: waves('publication', 'Release', 'Audit'),
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
      Swap: waves('swap', 'Audit', 'Done'),
      Done: { Type: 'Succeed' },
    },
  }
}

/** The child of every wave: one statement an item, read from S3 because state holds 256 KiB at most. */
const statements = (parts: MachineParts): State => ({
  Type: 'Map',
  ItemReader: {
    Resource: 'arn:aws:states:::s3:getObject',
    ReaderConfig: { InputType: 'JSON' },
    Parameters: { 'Bucket.$': '$.bucket', 'Key.$': '$.key' },
  },
  MaxConcurrency: STATEMENTS_AT_ONCE,
  ToleratedFailurePercentage: 0,
  Label: 'Statements',
  ItemProcessor: {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'Writes',
    States: {
      Writes: {
        Type: 'Choice',
        Choices: [{ Variable: '$.writes', IsPresent: true, Next: 'LookFirst' }],
        Default: 'RunStatement',
      },
      LookFirst: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:s3:listObjectsV2',
        Parameters: { 'Bucket.$': '$.writes.bucket', 'Prefix.$': '$.writes.prefix', MaxKeys: 1 },
        ResultSelector: { 'keys.$': '$.KeyCount' },
        ResultPath: '$.found',
        Retry: retried(['S3.SdkClientException', 'S3.S3Exception']),
        Next: 'IsUntouched',
      },
      IsUntouched: {
        Type: 'Choice',
        Choices: [{ Variable: '$.found.keys', NumericEquals: 0, Next: 'RunStatement' }],
        Default: 'Occupied',
      },
      Occupied: {
        Type: 'Fail',
        Error: 'occupied',
        Cause: 'Something was written there before: a new attempt is needed.',
      },
      RunStatement: {
        Type: 'Task',
        Resource: 'arn:aws:states:::athena:startQueryExecution.sync',
        Parameters: {
          'QueryString.$': '$.text',
          'ClientRequestToken.$': '$.token',
          WorkGroup: parts.workgroup,
          QueryExecutionContext: { Catalog: 'AwsDataCatalog', 'Database.$': '$.database' },
        },
        TimeoutSeconds: STATEMENT_SECONDS,
        Retry: retried(ATHENA_FAULTS),
        ResultPath: null,
        End: true,
      },
    },
  },
  ResultPath: null,
  End: true,
})

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
