import type { Row, Table } from '../../algorithms/contracts/table.ts'
import { byKey, tableDigest } from '../digest.ts'
import { readTable } from './read.ts'
import { tableWriter } from './write.ts'

export interface Merged {
  readonly rows: number
  /** Canonical digest of the whole table. */
  readonly digest: string
}

/** Merges tables that are each in key order into one, holding one row group of each at a time. */
export async function mergeTables(paths: readonly string[], table: Table, into: string): Promise<Merged> {
  const order = byKey(table)
  const writer = tableWriter(into, table)
  const digest = tableDigest(table)
  for await (const row of inOrder(
    paths.map((path) => readTable(path, table)),
    order,
  )) {
    writer.write(row)
    digest.add(row)
  }
  writer.close()
  return { rows: writer.rows, digest: digest.hex() }
}

interface Stream<T> {
  readonly rest: AsyncGenerator<T>
  head: T
}

/** A heap of streams by their first row. */
async function* inOrder<T extends Row<Table>>(
  streams: readonly AsyncGenerator<T>[],
  order: (a: T, b: T) => number,
): AsyncGenerator<T> {
  const heap: Stream<T>[] = []
  for (const rest of streams) {
    const first = await rest.next()
    if (first.done !== true) heap.push({ rest, head: first.value })
  }
  heap.sort((a, b) => order(a.head, b.head))
  while (heap.length > 0) {
    const least = heap[0]!
    yield least.head
    const next = await least.rest.next()
    if (next.done === true) {
      const last = heap.pop()!
      if (heap.length === 0) return
      heap[0] = last
    } else {
      if (order(least.head, next.value) > 0) throw new Error(`A shard of a table is not in the order of its key`)
      least.head = next.value
    }
    sinkFirst(heap, order)
  }
}

function sinkFirst<T>(heap: Stream<T>[], order: (a: T, b: T) => number): void {
  let at = 0
  for (;;) {
    let least = at
    for (const child of [2 * at + 1, 2 * at + 2])
      if (child < heap.length && order(heap[child]!.head, heap[least]!.head) < 0) least = child
    if (least === at) return
    const moved = heap[at]!
    heap[at] = heap[least]!
    heap[least] = moved
    at = least
  }
}
