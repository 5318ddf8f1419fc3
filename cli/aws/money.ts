import { type ChunkedSource, type Expected, statementMinutes } from '../../algorithms/steps/cost.ts'
import { EFFORT, PRICES } from '../../algorithms/rules/aws-prices.ts'
import { counted, faint, lasting } from '../terminal/say.ts'
import type { Compared, Recorded } from './recorded.ts'

/** "£0.25", from US dollars as AWS bills them. */
export function pounds(dollars: number): string {
  const amount = dollars * PRICES.pounds
  return amount > 0 && amount < 0.005 ? '<£0.01' : `£${amount.toFixed(2)}`
}

const UNITS: readonly (readonly [number, string])[] = [
  [1e12, 'TB'],
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'kB'],
]

/** "24.0 GB", "1.02 TB". */
export function size(bytes: number): string {
  const [unit, name] = UNITS.find(([least]) => bytes >= least) ?? UNITS.at(-1)!
  const value = bytes / unit
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${name}`
}

const minutes = (count: number): string => lasting(count * 60)

const row = (name: string, amount: string, cost: string, said = ''): string =>
  `  ${name.padEnd(18)}${amount.padEnd(34)}${cost.padStart(7)}${said === '' ? '' : `  ${faint(said)}`}`

/** Which sources are read in chunks, and how long a statement over one of them takes. */
export const chunkedLines = (chunked: readonly ChunkedSource[]): string[] =>
  chunked.map(({ source, chunks, largestBytes }) =>
    [
      `  ${source} is read in ${chunks} chunks of at most ${size(largestBytes)}:`,
      `${minutes(statementMinutes(largestBytes))} a statement, where Athena stops at ${EFFORT.athenaLimitMinutes} min.`,
    ].join(' '),
  )

/** What a run is expected to take, line by line. */
export const expectedLines = (expected: Expected, shards: number): string[] => [
  row(
    'Athena',
    `${size(expected.scannedBytes)} billed`,
    pounds(expected.dollars.athena),
    `about ${minutes(expected.athenaMinutes)} of reading, ${minutes(expected.largestStatementMinutes)} the largest statement`,
  ),
  row(
    'Lambda, 3 GB',
    `${shards} × ${expected.secondsAShard.toFixed(1)} s`,
    pounds(expected.dollars.lambda),
    `${counted(expected.rowsAShard)} rows and ${counted(Math.round(expected.megabytesAShard))} MB a shard`,
  ),
  row('Step Functions', `${counted(expected.transitions)} transitions`, pounds(expected.dollars.steps)),
  row('S3', `${counted(expected.requests)} requests`, pounds(expected.dollars.s3)),
  row('in all', '', pounds(expected.totalDollars), `$${expected.totalDollars.toFixed(2)} before tax`),
]

const beside = (name: string, modelled: string, recorded: string): string =>
  `  ${name.padEnd(26)}${modelled.padStart(16)}${recorded.padStart(16)}`

/** What was recorded of a run, where there is no plan to compare it with. */
export const recordedLines = (recorded: Recorded): string[] => [
  `  Athena ${pounds(recorded.dollars.athena)} (${size(recorded.scannedBytes)} billed), Lambda ${pounds(recorded.dollars.lambda)}, Step Functions ${pounds(recorded.dollars.steps)}`,
]

/** What was modelled beside what was recorded. */
export const comparedLines = ({ modelled, modelledRows, recorded }: Compared): string[] => [
  faint(beside('', 'modelled', 'recorded')),
  beside('rows gathered', counted(modelledRows), recorded.gatheredRows === null ? '' : counted(recorded.gatheredRows)),
  beside('Athena, billed', size(modelled.scannedBytes), size(recorded.scannedBytes)),
  beside('Athena', pounds(modelled.dollars.athena), pounds(recorded.dollars.athena)),
  beside('slowest statement', '', minutes(recorded.slowestMinutes)),
  beside('Lambda', lasting(modelled.lambdaSeconds), lasting(recorded.lambdaSeconds)),
  beside('Lambda, 3 GB', pounds(modelled.dollars.lambda), pounds(recorded.dollars.lambda)),
  beside('slowest shard', lasting(modelled.secondsAShard), lasting(recorded.slowestShardSeconds)),
  beside('Step Functions', pounds(modelled.dollars.steps), pounds(recorded.dollars.steps)),
  faint('  S3 requests are billed by the month and not recorded for one run.'),
]
