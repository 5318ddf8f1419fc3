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
  says: 'Rows that one Lambda of 3 GB decides a second, with reading, and seconds that its start and its files take',
  because:
    'hyparquet with a sort by person read 0.92 million rows a second on one core; halved for the decisions themselves',
  rowsASecond: 460_000,
  startSeconds: 3,
  gigabytes: 3,
  /** Bytes that Athena scans in a minute when it shuffles: 1.44 billion narrow rows took 744 seconds. */
  scanBytesAMinute: 4_000_000_000,
  /** Files that an UNLOAD leaves in each partition. */
  filesAShard: 30,
  /** Times that the bytes of a source are read: once to select people, once to gather, and its record ids once. */
  passes: 2.2,
  /** Bytes of a stored row where no index tells how many rows there are. */
  bytesARow: 24,
  /** Share of all rows that belong to people with cancer evidence and are kept: an assumption until a run has counted. */
  keptShare: 0.03,
  athenaLimitMinutes: 30,
  lambdaLimitSeconds: 900,
} as const
