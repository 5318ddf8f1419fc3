import { EFFORT, PRICES } from '../rules/aws-prices.ts'

/** What a run has to deal with. */
export interface Workload {
  /** Bytes of the sources as they are stored. */
  readonly bytes: number
  /** The most bytes that one statement reads: those of the largest source, or of the largest chunk of any. */
  readonly largestBytes: number
  /** Sources too large for one statement. */
  readonly chunked: readonly ChunkedSource[]
  /** Rows of the people selected: what decide reads. */
  readonly gatheredRows: number
  readonly shards: number
  readonly statements: number
  readonly sources: number
  readonly shardsAtOnce: number
}

/** A source that statements of its own read part by part. */
export interface ChunkedSource {
  readonly source: string
  readonly bytes: number
  readonly chunks: number
  /** Of the largest chunk. */
  readonly largestBytes: number
}

/** Bytes that one statement may be expected to read: a declared share of what Athena reads until it stops. */
export const CHUNK_BYTES = EFFORT.scanBytesAMinute * EFFORT.athenaLimitMinutes * EFFORT.shareOfLimit

/** Minutes that one statement takes to read so many bytes. */
export const statementMinutes = (bytes: number): number => bytes / EFFORT.scanBytesAMinute

/** Rows that decide is expected to read, from the sizes of the sources; where no index tells rows, bytes stand for them. */
export const gatheredRowsOf = (
  sources: readonly { readonly bytes: number; readonly rows: number | null }[],
): number => {
  const rows = sources.reduce((sum, one) => sum + (one.rows ?? one.bytes / EFFORT.bytesARow), 0)
  return Math.ceil(rows * EFFORT.keptShare)
}

/** What a run is expected to take, and whether it fits the limits of the services. */
export interface Expected {
  readonly scannedBytes: number
  /** Of all statements, one after another. */
  readonly athenaMinutes: number
  readonly largestStatementMinutes: number
  readonly lambdaSeconds: number
  readonly rowsAShard: number
  readonly secondsAShard: number
  readonly megabytesAShard: number
  readonly transitions: number
  readonly requests: number
  readonly dollars: { readonly athena: number; readonly lambda: number; readonly steps: number; readonly s3: number }
  readonly totalDollars: number
  readonly pounds: number
  /** What would not fit, in words; empty when everything does. */
  readonly warnings: readonly string[]
}

/** States that a run passes once, and a statement and a shard each. */
const STEPS = { once: 30, aStatement: 4, aShard: 2 }

/** Share of a Lambda's memory that a shard may be expected to take. */
const ROOM = 0.8

/** The arithmetic of a run, from its bytes and rows. */
export function expectedOf(load: Workload): Expected {
  // What chunks leave behind is read once more, to put it together.
  const foldedBytes = load.chunked.reduce((sum, { bytes }) => sum + bytes, 0) * EFFORT.keptShare
  const readBytes = load.bytes * EFFORT.passes + foldedBytes
  const scannedBytes = readBytes + load.statements * PRICES.athenaLeastBytes
  const rowsAShard = Math.ceil(load.gatheredRows / load.shards)
  const secondsAShard = EFFORT.startSeconds + rowsAShard / EFFORT.rowsASecond
  const lambdaSeconds = load.shards * secondsAShard
  const transitions = STEPS.once + load.statements * STEPS.aStatement + load.shards * STEPS.aShard
  const files = load.sources * load.shards * EFFORT.filesAShard
  const athenaMinutes = statementMinutes(readBytes)
  // Record ids are never read in chunks: they are one column of many.
  const largestStatementMinutes = statementMinutes(
    Math.max(load.largestBytes, ...load.chunked.map(({ bytes }) => bytes * EFFORT.recordIdShare)),
  )
  const megabytesAShard = EFFORT.startMegabytes + (rowsAShard * EFFORT.bytesHeldARow) / 1e6
  const dollars = {
    athena: (scannedBytes / 1e12) * PRICES.athenaTerabyte,
    lambda: lambdaSeconds * EFFORT.gigabytes * PRICES.lambdaGigabyteSecond,
    steps: transitions * PRICES.transition,
    s3: files * (PRICES.put + PRICES.get),
  }
  const totalDollars = dollars.athena + dollars.lambda + dollars.steps + dollars.s3
  return {
    scannedBytes,
    athenaMinutes,
    largestStatementMinutes,
    lambdaSeconds,
    rowsAShard,
    secondsAShard,
    megabytesAShard,
    transitions,
    requests: files * 2,
    dollars,
    totalDollars,
    pounds: totalDollars * PRICES.pounds,
    warnings: [
      ...(largestStatementMinutes > EFFORT.athenaLimitMinutes
        ? [
            `the largest statement may take ${Math.ceil(largestStatementMinutes)} minutes, and Athena stops at ${EFFORT.athenaLimitMinutes}: ask for a longer DML timeout`,
          ]
        : []),
      ...(secondsAShard > EFFORT.lambdaLimitSeconds / 2
        ? ['a shard may take more than half of the time that Lambda allows: use more shards']
        : []),
      ...(megabytesAShard > EFFORT.gigabytes * 1024 * ROOM
        ? ['a shard may need more memory than its Lambda has: use more shards, or give decide-shard more memory']
        : []),
    ],
  }
}

/** Two sizes to plan with: assumptions, not data. */
export const SIZES = {
  icb: {
    says: '3 million people, a billion events at 24 bytes; 6% of people have cancer evidence and a quarter of their events is kept; GP events are 60% of the bytes',
    load: {
      bytes: 24e9,
      largestBytes: 14.4e9,
      chunked: [],
      gatheredRows: 30e6,
      shards: 16,
      statements: 184,
      sources: 15,
      shardsAtOnce: 32,
    },
  },
  england: {
    says: '57 million people, 19 billion events at 24 bytes, gathered in the same proportions; no object is larger than half a gigabyte',
    load: {
      bytes: 456e9,
      largestBytes: 54.9e9,
      chunked: [{ source: 'gp_event', bytes: 273.6e9, chunks: 5, largestBytes: 54.9e9 }],
      gatheredRows: 570e6,
      shards: 96,
      statements: 194,
      sources: 15,
      shardsAtOnce: 96,
    },
  },
} as const satisfies Record<string, { says: string; load: Workload }>
