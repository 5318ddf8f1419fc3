/** What AWS bills, in US dollars before tax. */
export const PRICES = {
  says: 'List prices without discounts; London may differ by some per cent',
  because: 'AWS price pages for Athena, Lambda on Arm, Step Functions Standard and S3, read in November 2026',
  athenaTerabyte: 5,
  /** Athena bills at least this much of every statement. */
  athenaLeastBytes: 10_000_000,
  lambdaGigabyteSecond: 0.000_013_333_4,
  transition: 0.000_025,
  put: 0.000_005,
  get: 0.000_000_4,
  /** Pounds for a dollar: a round figure to plan with. */
  pounds: 0.79,
} as const

/** What one unit of work takes. */
export const EFFORT = {
  says: 'Rows that one Lambda of 3 GB decides a second on its one thread, seconds that its start and its files take, and what it holds before its first row and of every row',
  because:
    'npm run bench:shard on one core of an AMD EPYC, not on Lambda: 1.0, 3.0 and 10.0 million rows took 21, 38 and 120 processor seconds, and 537, 901 and 1,830 MB at most; the slowest of them once it had started, and a line above all three',
  rowsASecond: 58_000,
  startSeconds: 3,
  gigabytes: 3,
  startMegabytes: 510,
  bytesHeldARow: 132,
  /** Bytes that Athena scans in a minute when it shuffles: 1.44 billion narrow rows took 744 seconds. */
  scanBytesAMinute: 4_000_000_000,
  /** Files that an UNLOAD leaves in each partition. */
  filesAShard: 30,
  /** Times that the bytes of a source are read: once to select people, once to gather, and its record ids once. */
  passes: 2.2,
  /** Share of the bytes of a source that its record ids take. */
  recordIdShare: 0.2,
  /** Share of Athena's limit that a statement may be expected to take; a source above it is read in chunks. */
  shareOfLimit: 0.5,
  /** Bytes of a stored row where no index tells how many rows there are. */
  bytesARow: 24,
  /** Share of all rows that belong to people with cancer evidence and are kept: an assumption until a run has counted. */
  keptShare: 0.03,
  athenaLimitMinutes: 30,
  lambdaLimitSeconds: 900,
} as const
