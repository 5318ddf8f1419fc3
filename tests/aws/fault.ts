import type { Store } from '../../engines/s3.ts'
import { type Json, StateError } from './asl/interpreter.ts'

export const FAULTS = ['fails', 'is throttled', 'times out', 'is killed half-way'] as const
export type FaultKind = (typeof FAULTS)[number]

/** What goes wrong at a task. */
export interface Fault {
  /** Where, as `placeOf` names it. */
  readonly at: string
  readonly what: FaultKind
  /** How often. */
  readonly times: number
  /** The one shard at which it does; absent where it is any. */
  readonly shard?: number
}

/** The shard that a function is called for, if it is called for one. */
export const shardOf = ({ Payload }: Bag): Json | undefined => (Payload as Bag | undefined)?.shard

type Bag = Readonly<Record<string, Json>>

/** What the statements of the machine are for, by how they begin. */
const STATEMENTS: readonly (readonly [begins: RegExp, does: string])[] = [
  [/^CREATE EXTERNAL TABLE/, 'describes a source'],
  [/^UNLOAD [^]*partitioned_by/, 'writes rows by shard'],
  [/^UNLOAD/, 'writes rows'],
  [/^DELETE/, 'takes back rows'],
  [/^INSERT/, 'publishes rows'],
  [/^CREATE OR REPLACE VIEW/, 'points a view'],
]

/** A task by its state; a statement by its phase and by what it does. */
export function placeOf(at: readonly string[], resource: string, parameters: Bag): string {
  const states = at.filter((part) => !/^\d+$/.test(part))
  if (!resource.includes('athena')) return states.at(-1)!
  const [, does] = STATEMENTS.find(([begins]) => begins.test(parameters.QueryString as string))!
  return `${states[0]!}: a statement that ${does}`
}

/** The service that a task calls, as its errors name it. */
function serviceOf(resource: string): 'Lambda' | 'Athena' | 'SNS' | 'S3' | 'Glue' | 'Sfn' {
  for (const [has, service] of [
    ['lambda', 'Lambda'],
    ['athena', 'Athena'],
    ['sns', 'SNS'],
    ['s3', 'S3'],
    ['glue', 'Glue'],
  ] as const)
    if (resource.includes(has)) return service
  return 'Sfn'
}

const FAILURE: Readonly<Record<string, string>> = { Athena: 'States.TaskFailed', Glue: 'Glue.InternalServiceException' }

/** The error that Step Functions sees. A query that fails has no name of its own. */
export function thrownBy(resource: string, what: FaultKind): StateError {
  const service = serviceOf(resource)
  switch (what) {
    case 'is throttled':
      return new StateError(
        service === 'Lambda' || service === 'Athena'
          ? `${service}.TooManyRequestsException`
          : `${service}.ThrottlingException`,
        'slow down',
      )
    case 'times out':
      return new StateError('States.Timeout', 'it took too long')
    case 'is killed half-way':
      return new StateError(service === 'Lambda' ? 'Lambda.Unknown' : 'States.TaskFailed', 'it was killed')
    case 'fails':
      return new StateError(FAILURE[service] ?? `${service}.ServiceException`, 'it failed')
  }
}

const broken = (): Error => Object.assign(new Error('it broke'), { $metadata: { httpStatusCode: 500 } })

/** A store that tells of each write before it is done; who is told may refuse it. */
function telling(store: Store, tell: () => Promise<void>): Store {
  return {
    ...store,
    async putText(bucket, key, text) {
      await tell()
      await store.putText(bucket, key, text)
    },
    async putTextOnce(bucket, key, text) {
      await tell()
      return store.putTextOnce(bucket, key, text)
    },
    async upload(path, bucket, key) {
      await tell()
      await store.upload(path, bucket, key)
    },
  }
}

/** A store that counts what is written to it. */
export function counting(store: Store): { readonly store: Store; writes(): number } {
  let writes = 0
  const told = (): Promise<void> => {
    writes++
    return Promise.resolve()
  }
  return { store: telling(store, told), writes: () => writes }
}

/** A store that takes so many writes and then no more, as if the one who writes had been killed. */
export function endingAfter(store: Store, most: number): Store {
  let writes = 0
  return telling(store, () => (writes++ < most ? Promise.resolve() : Promise.reject(broken())))
}

/** A store of which the first thing asked goes wrong on its side. */
export function failing(store: Store): Store {
  const fails = (): Promise<never> => Promise.reject(broken())
  return {
    ...store,
    list: () => {
      throw broken()
    },
    text: fails,
    range: fails,
    putText: fails,
    putTextOnce: fails,
    download: fails,
    upload: fails,
  }
}
