import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Store } from '../../engines/s3.ts'

/** What would be lost if two functions did it at once; empty as long as conditions on a write are not needed. */
export interface Watch {
  /** Objects that one call of a function read and then wrote over. */
  readonly readAndWritten: Set<string>
  /** Objects whose bytes a later write changed. */
  readonly changed: Set<string>
  /** The store of one call of a function. */
  over(store: Store): Store
}

export function watch(): Watch {
  const written = new Map<string, string>()
  const readAndWritten = new Set<string>()
  const changed = new Set<string>()
  const note = (place: string, bytes: Uint8Array): void => {
    const digest = createHash('sha256').update(bytes).digest('hex')
    if ((written.get(place) ?? digest) !== digest) changed.add(place)
    written.set(place, digest)
  }
  return {
    readAndWritten,
    changed,
    over(store) {
      const read = new Set<string>()
      const writes = (place: string, bytes: Uint8Array): void => {
        if (read.has(place)) readAndWritten.add(place)
        note(place, bytes)
      }
      return {
        ...store,
        async text(bucket, key) {
          read.add(`${bucket}/${key}`)
          return store.text(bucket, key)
        },
        async range(bucket, key, start, end) {
          read.add(`${bucket}/${key}`)
          return store.range(bucket, key, start, end)
        },
        async download(bucket, key, path) {
          read.add(`${bucket}/${key}`)
          await store.download(bucket, key, path)
        },
        async putText(bucket, key, text) {
          await store.putText(bucket, key, text)
          writes(`${bucket}/${key}`, Buffer.from(text))
        },
        async upload(path, bucket, key) {
          await store.upload(path, bucket, key)
          writes(`${bucket}/${key}`, readFileSync(path))
        },
      }
    },
  }
}
