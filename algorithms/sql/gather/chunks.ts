/** An object of a source, by the path under which the engine knows it. */
export interface SizedObject {
  readonly path: string
  readonly bytes: number
}

/** Objects whose path is not before `from` and comes before `before`; null where there is no such end. */
export interface PathRange {
  readonly from: string | null
  readonly before: string | null
}

/** A part of a source that statements of its own read. */
export interface Chunk {
  readonly within: PathRange
  readonly bytes: number
}

/** More would put so many parts into the statement that folds them that Trino refuses it: 150 stages is its limit. */
export const MOST_CHUNKS = 50

/** By the bytes of UTF-8, as both engines compare texts: any other order could make ranges overlap. */
const inOrder = (a: SizedObject, b: SizedObject): number => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path))

/**
 * Parts of a source, as even as its objects allow, of at most so many bytes each or of one object that is larger. The ranges meet without a gap or an
 * overlap and have no end at either side, so any object, listed here or not, belongs to exactly one of them.
 */
export function chunksOf(objects: readonly SizedObject[], mostBytes: number): readonly Chunk[] {
  const total = objects.reduce((sum, { bytes }) => sum + bytes, 0)
  // Two parts that follow each other hold more than one may, so there are fewer than twice as many as would be needed.
  const most = Math.max(mostBytes, (2 * total) / (MOST_CHUNKS - 1))
  const even = total / Math.ceil(total / most)
  const parts: { from: string | null; bytes: number }[] = [{ from: null, bytes: 0 }]
  for (const { path, bytes } of [...objects].sort(inOrder)) {
    const part = parts.at(-1)!
    if (part.bytes > 0 && (part.bytes >= even || part.bytes + bytes > most)) parts.push({ from: path, bytes })
    else part.bytes += bytes
  }
  return parts.map(({ from, bytes }, i) => ({ within: { from, before: parts[i + 1]?.from ?? null }, bytes }))
}

const CHUNK = /^(\w+)_chunk_(\d+)$/

export const chunkName = (table: string, chunk: number): string => `${table}_chunk_${chunk}`

/** The table and the number of a chunk from its name; null for a name of anything else. */
export function chunkNamed(name: string): { readonly table: string; readonly chunk: number } | null {
  const [, table, chunk] = CHUNK.exec(name) ?? []
  return table === undefined ? null : { table, chunk: Number(chunk) }
}
