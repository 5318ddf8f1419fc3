import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Writable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Trouble } from '../../algorithms/domain/trouble.ts'
import type { SourceFile } from './source-files.ts'

const READ_BYTES = 1 << 20

/** sha256 of a file as it stands. A gzip is also unpacked to its end: DuckDB reads a truncated one without a word. */
export async function fileDigest(file: SourceFile): Promise<string> {
  const hash = createHash('sha256')
  const bytes = createReadStream(file.path, { highWaterMark: READ_BYTES })
  bytes.on('data', (chunk) => hash.update(chunk))
  if (file.format === 'gzipped_csv') {
    try {
      await pipeline(bytes, createGunzip({ chunkSize: READ_BYTES }), unpackedNowhere())
    } catch {
      throw new Trouble(
        'contractFailed',
        `${file.name} is a damaged gzip file: it ends too early or does not match its own checksum.`,
        'Copy or export it again.',
      )
    }
  } else {
    await finished(bytes.resume())
  }
  return hash.digest('hex')
}

const unpackedNowhere = (): Writable =>
  new Writable({
    write: (_chunk, _encoding, done) => {
      done()
    },
  })
