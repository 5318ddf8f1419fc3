import { parentPort } from 'node:worker_threads'
import { RESTRICTED_TABLES } from '../../algorithms/contracts/results/restricted.ts'
import { Trouble } from '../../algorithms/domain/trouble.ts'
import { mergeTables } from '../../engines/parquet/merge.ts'
import { type DecidedShard, decideFiles } from '../../engines/decide-files.ts'
import type { Reply, Task } from './tasks.ts'
import type { Merged } from '../../engines/parquet/merge.ts'

parentPort!.on('message', (task: Task) => {
  perform(task).then(
    (done) => {
      reply({ done })
    },
    (error: unknown) => {
      reply(failure(error))
    },
  )
})

const reply = (message: Reply): void => {
  parentPort!.postMessage(message)
}

function perform(task: Task): Promise<DecidedShard | Merged> {
  if (task.does === 'decide') return decideFiles(task)
  return mergeTables(task.from, RESTRICTED_TABLES[task.table as keyof typeof RESTRICTED_TABLES], task.into)
}

function failure(error: unknown): Reply {
  if (error instanceof Trouble) return { trouble: { reason: error.reason, message: error.message, fix: error.fix } }
  const { name, message, stack } = error instanceof Error ? error : new Error('Something that is no error was thrown')
  return { fault: { name, message, stack: stack ?? '' } }
}
