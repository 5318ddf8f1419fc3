import { closeSync, openSync, readSync } from 'node:fs'
import { constants, gunzipSync } from 'node:zlib'
import { Trouble } from '../../algorithms/domain/trouble.ts'
import type { SourceFile } from './source-files.ts'

/** Far more than the longest header of the contract, so that one read holds it. */
const HEADER_BYTES = 65_536

/** Column names of a CSV file in file order. */
export function csvHeader(file: SourceFile): readonly string[] {
  const start = Buffer.alloc(HEADER_BYTES)
  const descriptor = openSync(file.path, 'r')
  const length = readSync(descriptor, start, 0, start.length, 0)
  closeSync(descriptor)
  const names = firstRecord(unpacked(file, start.subarray(0, length)))
  if (names.length === 0 || names.every((name) => name === ''))
    throw new Trouble('contractFailed', `${file.name} is empty: it has no header line.`, 'Export it again.')
  const folded = names.map((name) => name.toLowerCase())
  const repeated = folded.find((name, i) => folded.indexOf(name) < i)
  if (repeated !== undefined)
    throw new Trouble(
      'contractFailed',
      `${file.name} has the column ${repeated} more than once.`,
      'Give each column its own name; upper and lower case are the same here.',
    )
  return names
}

function unpacked(file: SourceFile, start: Buffer): string {
  if (file.format !== 'gzipped_csv') return start.toString('utf8')
  try {
    // Only the beginning was read, so the archive may stop short here.
    return gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8')
  } catch {
    throw new Trouble('contractFailed', `${file.name} is a damaged gzip file.`, 'Copy or export it again.')
  }
}

/** The fields of the first record, by RFC 4180. */
function firstRecord(text: string): readonly string[] {
  const fields: string[] = []
  let field = ''
  let isQuoted = false
  for (let i = text.startsWith('\ufeff') ? 1 : 0; i < text.length; i++) {
    const char = text[i]!
    if (isQuoted) {
      if (char !== '"') field += char
      else if (text[i + 1] === '"') field += text[i++]!
      else isQuoted = false
    } else if (char === '"') isQuoted = true
    else if (char === ',') {
      fields.push(field.trim())
      field = ''
    } else if (char === '\n' || char === '\r') break
    else field += char
  }
  return [...fields, field.trim()]
}
