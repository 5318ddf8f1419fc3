import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { LOG_EVENTS, type LogEvent, closedLog, errorShape, lambdaLog } from '../../engines/log.ts'
import type { Store } from '../../engines/s3.ts'
import { answering } from '../../functions/world.ts'
import { madeUpNhsNumber } from '../cli/extract.ts'

const IDENTIFIER = madeUpNhsNumber(400_000_000)
const POSTCODE = 'ZZ99 3VZ'

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name })

test('no field of any event takes an identifier, whatever its shape', () => {
  const lines: unknown[] = []
  const log = closedLog((_, fields) => lines.push(fields))
  for (const event of Object.keys(LOG_EVENTS) as LogEvent[])
    for (const field of [...Object.keys(LOG_EVENTS[event].shape), 'message', 'person_id'])
      for (const value of [IDENTIFIER, POSTCODE, [IDENTIFIER], { person_id: IDENTIFIER }, `row ${IDENTIFIER}`])
        log(event, { step: 'plan', [field]: value } as never)
  expect(JSON.stringify(lines)).not.toContain(IDENTIFIER)
  expect(JSON.stringify(lines)).not.toContain(POSTCODE)
})

test('an error says its kind and where it arose, never its words', () => {
  fc.assert(
    fc.property(fc.string(), (words) => {
      const shape = JSON.stringify(errorShape(named(`${words}${IDENTIFIER}`, `${IDENTIFIER} ${words}`)))
      expect(shape).not.toContain(IDENTIFIER)
    }),
  )
})

test('nothing that a function throws or writes repeats an identifier', async () => {
  const written: string[] = []
  const take = (line: unknown): boolean => {
    written.push(String(line))
    return true
  }
  const spies = (['info', 'error', 'warn', 'log', 'debug'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation(take),
  )
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(take)
  const log = lambdaLog()
  const world = { store: {} as Store, names: {} as never, log, runDollars: 1, shardsAtOnce: 1, chunkBytes: 1e12 }
  const thrown = [
    new Error(`row for ${IDENTIFIER} is bad`),
    new TypeError(IDENTIFIER),
    Object.assign(new Error(IDENTIFIER), { $metadata: { httpStatusCode: 500 } }),
    Object.assign(new Error(IDENTIFIER), { cause: new Error(IDENTIFIER), detail: IDENTIFIER }),
  ]
  for (const error of thrown) {
    const handler = answering<object, never>(
      () => 'decide',
      () => Promise.reject(error),
    )
    const told = (await handler({ run: { runId: IDENTIFIER, attempt: IDENTIFIER } }, world).catch(
      (caught: unknown) => caught,
    )) as Error
    written.push(told.message, told.stack ?? '', told.name, JSON.stringify(told))
  }
  for (const spy of [...spies, out]) spy.mockRestore()
  expect(written.length).toBeGreaterThan(thrown.length * 4)
  expect(written.join('\n')).not.toContain(IDENTIFIER)
})
