/** A state, or a part of one, in the language of Step Functions. */
export type State = Readonly<Record<string, unknown>>

/** Faults of the world, never of the data: those are not tried again. */
export const WORLD_FAULTS = [
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

/** A query that failed itself is no fault of these: it is prepared anew, to write somewhere else. */
export const ATHENA_FAULTS = [
  'Athena.TooManyRequestsException',
  'Athena.InternalServerException',
  'Athena.SdkClientException',
]

/** A listing changes nothing, so whatever made it fail it may be asked again. */
export const LISTING_FAULTS = ['States.TaskFailed', 'States.Timeout']

/** The list of what to map over could not be read; a shard that fails is another matter. */
export const READING_FAULTS = ['States.ItemReaderFailed']

export const retried = (errors: readonly string[]): readonly State[] => [
  {
    ErrorEquals: errors,
    IntervalSeconds: 2,
    MaxAttempts: 4,
    BackoffRate: 2,
    MaxDelaySeconds: 60,
    JitterStrategy: 'FULL',
  },
]
