/** A small interpreter of the states that our machine uses, and an error for every other. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type Bag = Readonly<Record<string, Json>>

/** A failure as Step Functions knows it: a name, by which it is caught or tried again. */
export class StateError extends Error {
  readonly error: string
  readonly children: Children | undefined
  constructor(error: string, cause: string, children?: Children) {
    super(cause)
    this.error = error
    this.children = children
  }
}

export interface Services {
  /** Carries out a Task. Throws StateError. */
  task(resource: string, parameters: Bag, at: readonly string[]): Promise<Json>
  /** Reads what an ItemReader names. */
  readJson(bucket: string, key: string, at: readonly string[]): Promise<Json>
  /** Waits, or in a test does not. */
  wait(seconds: number): Promise<void>
}

export interface ExecutionSetting {
  readonly name: string
  readonly machine: string
  readonly redrives: number
}

export interface Passed {
  readonly path: readonly string[]
  readonly outcome: 'done' | 'failed'
}

interface Place {
  readonly services: Services
  readonly context: Bag
  readonly at: readonly string[]
  readonly passed: Passed[]
}

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  Pass: ['Parameters', 'ResultPath'],
  Task: ['Resource', 'Parameters', 'ResultSelector', 'ResultPath', 'Retry', 'Catch', 'TimeoutSeconds'],
  Map: [
    'ItemsPath',
    'ItemReader',
    'ItemSelector',
    'ItemProcessor',
    'MaxConcurrency',
    'ToleratedFailurePercentage',
    'Label',
    'ResultPath',
    'Retry',
    'Catch',
  ],
  Choice: ['Choices', 'Default'],
  Succeed: [],
  Fail: ['Error', 'Cause'],
}

/** A failed execution remembers where it stood: a redrive begins there, with what came into that state. */
export interface Stood {
  readonly state: string
  readonly input: Json
  /** How far the children of a Map had come; absent where it had not begun. */
  readonly children?: Children
}

/** Children of a Map that failed. A redrive keeps those that are done, whatever stands in the list by then. */
interface Children {
  readonly items: readonly Json[]
  readonly done: ReadonlyMap<number, Json>
  readonly stood: ReadonlyMap<number, Stood>
}

export class Failed extends StateError {
  readonly stood: Stood
  constructor(error: StateError, stood: Stood) {
    super(error.error, error.message)
    this.stood = stood
  }
}

/**
 * Runs a machine to its end, or on from where a failed one stood. As the Step Functions API reference has it of
 * RedriveExecution, what was done is not done again: of a Map only the children that did not succeed are, each from the
 * state in which it failed. A Map that its own Retry begins again begins anew.
 */
export async function execute(
  machine: Bag,
  input: Json,
  setting: ExecutionSetting,
  services: Services,
  from?: Stood,
): Promise<{ readonly output: Json; readonly passed: readonly Passed[] }> {
  const passed: Passed[] = []
  const context: Bag = {
    Execution: { Name: setting.name, RedriveCount: setting.redrives },
    StateMachine: { Id: setting.machine },
    Task: { Token: 'token' },
  }
  const place: Place = { services, context, at: [], passed }
  const output = await states(machine, input, place, from)
  return { output, passed }
}

async function states(machine: Bag, input: Json, place: Place, from?: Stood): Promise<Json> {
  const all = machine.States as Readonly<Record<string, Bag>>
  let name = from?.state ?? (machine.StartAt as string)
  let value = from?.input ?? input
  let children = from?.children
  for (;;) {
    const state = all[name]
    if (state === undefined) throw new Error(`There is no state ${name}`)
    refuseUnknown(name, state)
    const here: Place = { ...place, at: [...place.at, name] }
    let next: { readonly output: Json; readonly next: string | null }
    try {
      next = await one(state, value, here, children)
      children = undefined
      place.passed.push({ path: here.at, outcome: 'done' })
    } catch (error) {
      place.passed.push({ path: here.at, outcome: 'failed' })
      if (!(error instanceof StateError)) throw error
      const caught = ((state.Catch ?? []) as readonly Bag[]).find((one) => isNamed(error.error, one.ErrorEquals))
      if (caught === undefined) {
        const stood = error.children === undefined ? {} : { children: error.children }
        throw error instanceof Failed ? error : new Failed(error, { state: name, input: value, ...stood })
      }
      children = undefined
      next = {
        output: placed(value, caught.ResultPath, { Error: error.error, Cause: error.message }),
        next: caught.Next as string,
      }
    }
    value = next.output
    if (next.next === null) return value
    name = next.next
  }
}

function refuseUnknown(name: string, state: Bag): void {
  const known = KNOWN[state.Type as string]
  const allowed = [...(known ?? []), 'Type', 'Next', 'End', 'Comment']
  const strange = Object.keys(state).find((key) => !allowed.includes(key))
  if (known === undefined || strange !== undefined)
    throw new Error(`The interpreter does not know ${strange ?? (state.Type as string)} of ${name}`)
}

async function one(
  state: Bag,
  input: Json,
  place: Place,
  children?: Children,
): Promise<{ output: Json; next: string | null }> {
  const next = state.End === true ? null : ((state.Next ?? null) as string | null)
  switch (state.Type) {
    case 'Succeed':
      return { output: input, next: null }
    case 'Fail':
      throw new StateError(state.Error as string, state.Cause as string)
    case 'Choice':
      return { output: input, next: chosen(state, input) }
    case 'Pass':
      return { output: filled(state.Parameters ?? input, input, place.context), next }
    case 'Task': {
      const result = await retried(state, place, () =>
        place.services.task(state.Resource as string, filled(state.Parameters!, input, place.context) as Bag, place.at),
      )
      const selected = state.ResultSelector === undefined ? result : filled(state.ResultSelector, result, place.context)
      return { output: placed(input, state.ResultPath, selected), next }
    }
    default: {
      let before = children
      const results = await retried(state, place, () => {
        const from = before
        before = undefined
        return mapped(state, input, place, from)
      })
      return { output: placed(input, state.ResultPath, results), next }
    }
  }
}

async function mapped(state: Bag, input: Json, place: Place, before?: Children): Promise<Json> {
  const items = before?.items ?? (await itemsOf(state, input, place))
  const processor = state.ItemProcessor as Bag
  const lanes = Math.max(1, (state.MaxConcurrency as number | undefined) ?? items.length)
  const done = new Map(before?.done)
  const stood = new Map<number, Stood>()
  let at = 0
  let failure: unknown
  const lane = async (): Promise<void> => {
    while (at < items.length && failure === undefined) {
      const index = at++
      if (done.has(index)) continue
      const from = before?.stood.get(index)
      const context: Bag = { ...place.context, Map: { Item: { Index: index, Value: items[index]! } } }
      const item = state.ItemSelector === undefined ? items[index]! : filled(state.ItemSelector, input, context)
      try {
        done.set(index, await states(processor, item, { ...place, at: [...place.at, String(index)] }, from))
      } catch (error) {
        failure ??= error
        if (error instanceof Failed) stood.set(index, error.stood)
      }
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  if (failure !== undefined) {
    if (!(failure instanceof StateError)) throw failure as Error
    const isDistributed = (processor.ProcessorConfig as Bag).Mode === 'DISTRIBUTED'
    // A child that had not begun again since the last time still stands where it stood.
    const children = { items, done, stood: new Map([...(before?.stood ?? []), ...stood]) }
    throw isDistributed
      ? new StateError('States.ExceedToleratedFailureThreshold', `${failure.error}: ${failure.message}`, children)
      : new StateError(failure.error, failure.message, children)
  }
  return items.map((_, index) => done.get(index)!)
}

async function itemsOf(state: Bag, input: Json, place: Place): Promise<readonly Json[]> {
  const reader = state.ItemReader as Bag | undefined
  if (reader === undefined) return at(input, state.ItemsPath as string) as readonly Json[]
  if ((reader.ReaderConfig as Bag).InputType !== 'JSON') throw new Error('Only lists in JSON are read')
  const { Bucket, Key } = filled(reader.Parameters!, input, place.context) as { Bucket: string; Key: string }
  return (await place.services.readJson(Bucket, Key, place.at)) as readonly Json[]
}

async function retried(state: Bag, place: Place, work: () => Promise<Json>): Promise<Json> {
  const tries = new Map<Bag, number>()
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof StateError)) throw error
      const rule = ((state.Retry ?? []) as readonly Bag[]).find((one) => isNamed(error.error, one.ErrorEquals))
      const before = rule === undefined ? 0 : (tries.get(rule) ?? 0)
      if (rule === undefined || before >= (rule.MaxAttempts as number)) throw error
      tries.set(rule, before + 1)
      await place.services.wait((rule.IntervalSeconds as number) * (rule.BackoffRate as number) ** before)
    }
  }
}

const isNamed = (error: string, names: Json | undefined): boolean =>
  (names as readonly string[]).some(
    (name) => name === error || name === 'States.ALL' || (name === 'States.TaskFailed' && error !== 'States.Timeout'),
  )

function chosen(state: Bag, input: Json): string {
  for (const choice of state.Choices as readonly Bag[]) {
    if (holds(choice, input)) return choice.Next as string
  }
  return state.Default as string
}

function holds(choice: Bag, input: Json): boolean {
  if ('And' in choice) return (choice.And as readonly Bag[]).every((one) => holds(one, input))
  if ('Not' in choice) return !holds(choice.Not as Bag, input)
  const value = at(input, choice.Variable as string)
  if ('IsPresent' in choice) return (value !== undefined) === choice.IsPresent
  if ('NumericEquals' in choice) return value === choice.NumericEquals
  if (!('StringMatches' in choice)) throw new Error('A choice of an unknown kind')
  if (typeof value !== 'string') throw new StateError('States.Runtime', 'StringMatches wants a text')
  return value.startsWith((choice.StringMatches as string).replace(/\*$/, ''))
}

/** The value at a reference path; undefined when there is none. */
function at(value: Json, path: string): Json | undefined {
  if (!path.startsWith('$')) throw new Error(`${path} is no path`)
  const parts = path.slice(1).match(/(?:\.\.)?[A-Za-z_]\w*|\[\d+\]|\[\*\]/g) ?? []
  if (/\.\.|\[\*\]/.test(path)) return every(value, parts)
  let found: Json | undefined = value
  for (const part of parts) {
    if (found === null || found === undefined || typeof found !== 'object') return undefined
    found = part.startsWith('[') ? (found as readonly Json[])[Number(part.slice(1, -1))] : (found as Bag)[part]
  }
  return found
}

/** Everything that a path with `..` or `[*]` finds; nothing is found as an empty list. */
function every(value: Json, [part, ...rest]: readonly string[]): readonly Json[] {
  if (part === undefined) return [value]
  if (value === null || typeof value !== 'object') return []
  if (part === '[*]') return (Array.isArray(value) ? (value as readonly Json[]) : []).flatMap((one) => every(one, rest))
  if (part.startsWith('..')) {
    const below = Object.values(value).flatMap((one: Json) => every(one, [part, ...rest]))
    return [...every(value, [part.slice(2), ...rest]), ...below]
  }
  const one = (value as Bag)[part]
  return one === undefined ? [] : every(one, rest)
}

/** A payload template with its paths filled in. */
function filled(template: Json, input: Json, context: Bag): Json {
  if (Array.isArray(template)) return template.map((one: Json) => filled(one, input, context))
  if (template === null || typeof template !== 'object') return template
  return Object.fromEntries(
    Object.entries(template as Bag).map(([key, value]) => {
      if (!key.endsWith('.$')) return [key, filled(value, input, context)]
      const path = value as string
      const found = path.startsWith('$$') ? at(context, path.slice(1)) : at(input, path)
      if (found === undefined) throw new StateError('States.ParameterPathFailure', `Nothing stands at ${path}`)
      return [key.slice(0, -2), found]
    }),
  )
}

function placed(input: Json, path: Json | undefined, result: Json): Json {
  if (path === null) return input
  if (path === undefined || path === '$') return result
  const name = (path as string).slice(2)
  if (!/^\w+$/.test(name)) throw new Error('Results are placed one level deep')
  return { ...(input as Bag), [name]: result }
}
