import { type State, retried } from './retries.ts'

/** Begins the name of an execution that only plans: it is in nobody's way. */
export const DRY_RUN = 'plan-'

const CATALOGUE_FAULTS = [
  'Glue.SdkClientException',
  'Glue.InternalServiceException',
  'Glue.OperationTimeoutException',
  'Glue.ThrottlingException',
  'States.Timeout',
]

/** Looks up the tables that `sources.json` names, one after another, and goes on to planning. */
export const tableLookUp = (next: string): State => ({
  Type: 'Map',
  ItemsPath: '$.named.answer.tables',
  MaxConcurrency: 1,
  ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'Table', States: { Table: lookedUp() } },
  ResultPath: '$.tables',
  Next: next,
})

/** What the catalogue says of a table. A path with `..` finds nothing where a key is absent; a plain one would fail. */
const lookedUp = (): State => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:glue:getTable',
  Parameters: { 'DatabaseName.$': '$.database', 'Name.$': '$.name' },
  ResultSelector: {
    'type.$': '$.Table..TableType',
    'names.$': '$.Table.StorageDescriptor.Columns[*].Name',
    'types.$': '$.Table.StorageDescriptor.Columns[*].Type',
    'partitionNames.$': '$.Table..PartitionKeys[*].Name',
    'partitionTypes.$': '$.Table..PartitionKeys[*].Type',
    'location.$': '$.Table.StorageDescriptor..Location',
    'inputFormat.$': '$.Table.StorageDescriptor..InputFormat',
    'format.$': '$.Table.Parameters..table_type',
    'metadata.$': '$.Table.Parameters..metadata_location',
  },
  ResultPath: '$.found',
  Retry: retried(CATALOGUE_FAULTS),
  End: true,
})
