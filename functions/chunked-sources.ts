import type { SourceName } from '../algorithms/contracts/sources.ts'
import { type SizedObject, chunksOf } from '../algorithms/sql/gather/chunks.ts'
import type { PlannedSource } from '../algorithms/sql/gather/plan.ts'
import type { ChunkedSource } from '../algorithms/steps/cost.ts'

/** Sources as they are to be read, and what cutting them up comes to. */
export interface InChunks {
  readonly sources: readonly PlannedSource[]
  readonly load: readonly ChunkedSource[]
}

/** Cuts every source of more than so many bytes into chunks. The allow list is read whole: every chunk of `person` asks it. */
export function inChunks(
  sources: readonly PlannedSource[],
  sized: Readonly<Partial<Record<SourceName, readonly SizedObject[]>>>,
  mostBytes: number,
): InChunks {
  const load: ChunkedSource[] = []
  const planned = sources.map((source): PlannedSource => {
    const chunks = source.name === 'allow_list' ? [] : chunksOf(sized[source.name] ?? [], mostBytes)
    if (chunks.length < 2) return source
    const sizes = chunks.map(({ bytes }) => bytes)
    load.push({
      source: source.name,
      bytes: sizes.reduce((sum, bytes) => sum + bytes, 0),
      chunks: chunks.length,
      largestBytes: Math.max(...sizes),
    })
    return { ...source, chunks: chunks.map(({ within }) => within) }
  })
  return { sources: planned, load }
}
