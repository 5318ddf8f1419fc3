import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { EXIT } from '../../algorithms/domain/trouble.ts'
import { FUNCTION_NAMES, type FunctionName, machineDefinition } from '../../infra/machine.ts'

// Its types say that there is a default export, and at run time there is none.
const require = createRequire(import.meta.url)
const validate = require('asl-validator') as (
  machine: unknown,
  options: { checkPaths: boolean; checkArn: boolean },
) => { readonly errors: readonly { readonly 'Error code': string }[] }

type State = Readonly<Record<string, unknown>> & { readonly Type: string }

const arn = (service: string, name: string): string => `arn:aws:${service}:eu-west-2:111122223333:${name}`

/** The definition as it is deployed, as JSON. */
const definition = (approvalTopic: string | null): { States: Record<string, State> } =>
  JSON.parse(
    JSON.stringify(
      machineDefinition({
        functions: Object.fromEntries(
          FUNCTION_NAMES.map((name) => [name, arn('lambda', `function:${name}`)]),
        ) as Record<FunctionName, string>,
        workgroup: 'pipeline',
        shardsAtOnce: 32,
        approvalTopic,
      }),
    ),
  ) as { States: Record<string, State> }

const TOPIC = arn('sns', 'approvals')

/** Every state of a machine, at any depth. */
function statesOf(machine: unknown): readonly (readonly [name: string, state: State])[] {
  const { States } = machine as { States?: Record<string, State> }
  return Object.entries(States ?? {}).flatMap(([name, state]) => [
    [name, state] as const,
    ...statesOf(state.ItemProcessor ?? {}),
  ])
}

const found = (machine: unknown): readonly string[] =>
  validate(machine, { checkPaths: true, checkArn: true }).errors.map((error) => error['Error code'])

describe('the machine', () => {
  test.each([['with a second person', TOPIC] as const, ['without', null] as const])(
    'is one that Step Functions takes, %s',
    (_, topic) => {
      expect(found(definition(topic))).toEqual([])
    },
  )

  test('would not be taken with two states of one name', () => {
    const machine = definition(TOPIC)
    const { Gather, Count } = machine.States
    const twice = {
      ...machine,
      States: { ...machine.States, Count: { ...Count!, ItemProcessor: Gather!.ItemProcessor } },
    }
    expect(found(twice)).toContain('DUPLICATE_STATE_NAMES')
  })

  test('gives every map of its own machines another label, short enough for a name', () => {
    const labels = statesOf(definition(TOPIC)).flatMap(([, { Label }]) =>
      Label === undefined ? [] : [Label as string],
    )
    expect(labels.length).toBeGreaterThan(4)
    expect(new Set(labels).size).toBe(labels.length)
    for (const label of labels) expect(label.length).toBeLessThanOrEqual(40)
  })

  test('tolerates not one shard or statement that fails', () => {
    for (const [name, state] of statesOf(definition(TOPIC)))
      if (state.Label !== undefined) expect([name, state.ToleratedFailurePercentage]).toEqual([name, 0])
  })

  test('tries a function again when the world fails, never when it refused', () => {
    const refusals = Object.keys(EXIT)
    for (const [name, { Type, Resource, Retry, TimeoutSeconds }] of statesOf(definition(TOPIC))) {
      if (Type !== 'Task' || Resource !== 'arn:aws:states:::lambda:invoke') continue
      const errors = (Retry as { ErrorEquals: string[] }[]).flatMap(({ ErrorEquals }) => ErrorEquals)
      expect(errors, name).toEqual(expect.arrayContaining(['Lambda.TooManyRequestsException', 'worldFailed']))
      expect(
        errors.filter((error) => refusals.includes(error) || error === 'States.ALL'),
        name,
      ).toEqual([])
      expect(TimeoutSeconds, name).toBe(900)
    }
  })

  test('never asks Athena again for a query that failed: that is prepared anew', () => {
    for (const [name, { Resource, Retry }] of statesOf(definition(TOPIC))) {
      if (typeof Resource !== 'string' || !Resource.includes('athena')) continue
      const errors = (Retry as { ErrorEquals: string[] }[]).flatMap(({ ErrorEquals }) => ErrorEquals)
      expect(
        errors.filter((error) => error.startsWith('States.')),
        name,
      ).toEqual([])
    }
  })

  test('passes on names of runs, shards and keys, and no text of a statement in its own state', () => {
    for (const [name, state] of Object.entries(definition(TOPIC).States))
      expect(JSON.stringify(state.Parameters ?? state.ItemSelector ?? {}), name).not.toMatch(/\$\.text|\$\.rows/)
  })
})
