import { once } from 'node:events'
import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { finished } from 'node:stream/promises'
import { createGzip, type Gzip } from 'node:zlib'

/** Characters gathered before they are handed to the stream. */
const CHUNK = 1 << 17

/** A text file written line by line, gzipped when its name ends in .gz: always the same bytes for the same lines. */
export class LineFile {
  readonly #stream: Gzip | ReturnType<typeof createWriteStream>
  readonly #done: Promise<unknown>
  #waiting = ''
  rows = 0

  constructor(path: string, header: string) {
    mkdirSync(dirname(path), { recursive: true })
    const file = createWriteStream(path)
    if (path.endsWith('.gz')) {
      // Node writes no name and no time into the gzip header, so the bytes depend on the lines alone.
      const gzip = createGzip({ level: 3 })
      gzip.pipe(file)
      this.#stream = gzip
      this.#done = Promise.all([finished(gzip), finished(file)])
    } else {
      this.#stream = file
      this.#done = finished(file)
    }
    this.#waiting = header
  }

  add(line: string): void {
    this.#waiting += line
    this.rows++
    if (this.#waiting.length >= CHUNK) this.#flush()
  }

  #flush(): void {
    if (this.#waiting.length === 0) return
    this.#stream.write(this.#waiting)
    this.#waiting = ''
  }

  /** Waits while the disk is behind, so that memory stays flat. */
  async settle(): Promise<void> {
    if (this.#stream.writableNeedDrain) await once(this.#stream, 'drain')
  }

  async close(): Promise<void> {
    this.#flush()
    this.#stream.end()
    await this.#done
  }
}
