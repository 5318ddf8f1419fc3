import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { type ExitReason, Trouble } from '../../algorithms/domain/trouble.ts'
import type { Reply, Task, TaskResult } from './tasks.ts'

/** Threads that take one task after another; a task waits until one is free. */
export interface Pool {
  run<T extends Task>(task: T): Promise<TaskResult[T['does']]>
  close(): Promise<void>
}

interface Waiting {
  readonly task: Task
  readonly done: (result: never) => void
  readonly failed: (error: Error) => void
}

/**
 * How much a function runs before V8 compiles it, fifteen times what it does unasked. People differ: what was compiled
 * after the first few of them does not hold for the next, and is thrown away and compiled again, in every thread.
 */
const COMPILE_AFTER = '--interrupt-budget=1000000'

export function workerPool(threads: number): Pool {
  setFlagsFromString(COMPILE_AFTER)
  const waiting: Waiting[] = []
  const idle: Worker[] = []
  const all: Worker[] = []

  const next = (worker: Worker): void => {
    const job = waiting.shift()
    if (job === undefined) {
      idle.push(worker)
      return
    }
    const settle = (then: () => void) => {
      worker.off('message', onMessage)
      worker.off('error', onError)
      then()
    }
    const onMessage = (reply: Reply) => {
      settle(() => {
        if ('done' in reply) job.done(reply.done as never)
        else job.failed(errorOf(reply))
        next(worker)
      })
    }
    // The thread itself died, for want of memory perhaps: it takes no more tasks.
    const onError = (error: Error) => {
      settle(() => {
        job.failed(error)
      })
    }
    worker.on('message', onMessage)
    worker.on('error', onError)
    worker.postMessage(job.task)
  }

  return {
    run(task) {
      return new Promise((done, failed) => {
        waiting.push({ task, done, failed })
        const free = idle.pop()
        if (free !== undefined) next(free)
        else if (all.length < threads) {
          const worker = new Worker(new URL('./worker.mjs', import.meta.url), { stdout: false })
          all.push(worker)
          next(worker)
        }
      })
    },
    async close() {
      await Promise.all(all.map((worker) => worker.terminate()))
    },
  }
}

function errorOf(reply: Exclude<Reply, { done: unknown }>): Error {
  if ('trouble' in reply)
    return new Trouble(reply.trouble.reason as ExitReason, reply.trouble.message, reply.trouble.fix)
  const error = new Error(reply.fault.message)
  error.name = reply.fault.name
  error.stack = reply.fault.stack
  return error
}
