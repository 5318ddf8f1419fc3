import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, expect, test } from 'vitest'
import { machineAt } from '../../engines/step-functions.ts'

const mock = mockClient(SFNClient)
const ARN = 'arn:aws:states:eu-west-2:111122223333:stateMachine:m'
const machine = machineAt(new SFNClient({ region: 'eu-west-2' }), ARN)

beforeEach(() => {
  mock.reset()
})

test('speaks of executions by their own names', async () => {
  mock.onAnyCommand().resolves({})
  await machine.start('r', { request: {} })
  await machine.stop('r')
  expect(mock.commandCalls(StartExecutionCommand)[0]!.args[0].input).toEqual({
    stateMachineArn: ARN,
    name: 'r',
    input: '{"request":{}}',
  })
  expect(mock.commandCalls(StopExecutionCommand)[0]!.args[0].input.executionArn).toBe(
    'arn:aws:states:eu-west-2:111122223333:execution:m:r',
  )
})

test('an execution that is not there is null, every other refusal is thrown', async () => {
  const refused = (name: string) => Object.assign(new Error('no'), { name })
  mock
    .on(DescribeExecutionCommand)
    .rejectsOnce(refused('ExecutionDoesNotExist'))
    .rejects(refused('AccessDeniedException'))
  expect(await machine.told('r')).toBeNull()
  await expect(machine.told('r')).rejects.toThrow('no')
})

test('tells of a history what happened after an event, over all pages', async () => {
  const at = new Date(0)
  mock
    .on(GetExecutionHistoryCommand)
    .resolvesOnce({
      events: [
        { id: 1, timestamp: at, type: 'ExecutionStarted' },
        { id: 2, timestamp: at, type: 'TaskStateEntered', stateEnteredEventDetails: { name: 'Plan' } },
      ],
      nextToken: 'n',
    })
    .resolves({
      events: [
        { id: 3, timestamp: at, type: 'TaskStateExited', stateExitedEventDetails: { name: 'Plan', output: '{}' } },
        { id: 4, timestamp: at, type: 'MapRunStarted', mapRunStartedEventDetails: { mapRunArn: 'm' } },
        { id: 5, timestamp: at, type: 'TaskFailed' },
      ],
    })
  const seen = []
  for await (const { id, what, state, output, mapRunArn } of machine.history('r', 1))
    seen.push([id, what, state, output, mapRunArn])
  expect(seen).toEqual([
    [2, 'entered', 'Plan', null, null],
    [3, 'left', 'Plan', '{}', null],
    [4, 'map run', null, null, 'm'],
    [5, 'failed', null, null, null],
  ])
})

test('counts a map run and times its children that ended', async () => {
  mock.on(DescribeMapRunCommand).resolves({ itemCounts: { succeeded: 2, failed: 1, total: 4 } as never })
  mock.on(ListExecutionsCommand).resolves({
    executions: [
      {
        startDate: new Date(0),
        stopDate: new Date(1500),
        executionArn: '',
        stateMachineArn: '',
        name: '',
        status: 'SUCCEEDED',
      },
      { startDate: new Date(0), executionArn: '', stateMachineArn: '', name: '', status: 'RUNNING' },
    ],
  })
  expect(await machine.mapProgress('m')).toEqual({ done: 2, failed: 1, total: 4 })
  const children = []
  for await (const child of machine.children('m')) children.push(child)
  expect(children).toEqual([{ seconds: 1.5 }])
})
