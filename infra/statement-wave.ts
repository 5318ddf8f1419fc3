import { ATHENA_FAULTS, LISTING_FAULTS, type State, retried } from './retries.ts'

/** Statements that run at the same time; Athena starts at most twenty a second for an account. */
const STATEMENTS_AT_ONCE = 8
const STATEMENT_SECONDS = 4 * 3600

/**
 * The child of every wave: one statement an item, read from S3 because state holds 256 KiB at most. Names begin with
 * that of the phase, because the names of states are unique in all of a machine.
 */
export function statementWave(phase: string, workgroup: string): State {
  const run = `${phase}RunStatement`
  const look = `${phase}LookFirst`
  const choose = `${phase}IsUntouched`
  const occupied = `${phase}Occupied`
  return {
    Type: 'Map',
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSON' },
      Parameters: { 'Bucket.$': '$.bucket', 'Key.$': '$.key' },
    },
    MaxConcurrency: STATEMENTS_AT_ONCE,
    ToleratedFailurePercentage: 0,
    Label: `${phase}Statements`,
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: `${phase}Writes`,
      States: {
        [`${phase}Writes`]: {
          Type: 'Choice',
          Choices: [{ Variable: '$.writes', IsPresent: true, Next: look }],
          Default: run,
        },
        [look]: {
          Type: 'Task',
          Resource: 'arn:aws:states:::aws-sdk:s3:listObjectsV2',
          Parameters: { 'Bucket.$': '$.writes.bucket', 'Prefix.$': '$.writes.prefix', MaxKeys: 1 },
          ResultSelector: { 'keys.$': '$.KeyCount' },
          ResultPath: '$.found',
          Retry: retried(LISTING_FAULTS),
          Next: choose,
        },
        [choose]: {
          Type: 'Choice',
          Choices: [{ Variable: '$.found.keys', NumericEquals: 0, Next: run }],
          Default: occupied,
        },
        [occupied]: {
          Type: 'Fail',
          Error: 'occupied',
          Cause: 'Something was written there before: a new attempt is needed.',
        },
        [run]: {
          Type: 'Task',
          Resource: 'arn:aws:states:::athena:startQueryExecution.sync',
          Parameters: {
            'QueryString.$': '$.text',
            'ClientRequestToken.$': '$.token',
            WorkGroup: workgroup,
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
  }
}
