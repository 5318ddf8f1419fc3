import { EFFORT, PRICES } from '../../algorithms/rules/aws-prices.ts'
import { SIZES, expectedOf } from '../../algorithms/steps/cost.ts'
import { pounds, size } from '../../cli/aws/money.ts'
import { code, type Page, page, sentence, table } from './markdown.ts'

const counted = (count: number): string => Math.round(count).toLocaleString('en-GB')
const dollars = (amount: number): string => `$${amount.toFixed(amount < 0.1 ? 4 : 2)}`

/** What a run costs, with the arithmetic that `cohorts aws plan` uses. */
export const costPages = (): readonly Page[] => [
  page(
    'cost',
    'What a run on AWS costs',
    'Written from the model that `cohorts aws plan` prints and that refuses a run above its cap. Once a run is done, `cohorts aws status RUN` shows what was modelled beside what Athena and Step Functions recorded. Nothing here has been billed by AWS yet.',
    '## Two sizes',
    Object.entries(SIZES)
      .map(([name, { says }]) => `- **${name === 'icb' ? 'ICB' : 'England'}**: ${sentence(says)}`)
      .join('\n'),
    table(
      ['', 'ICB', 'England'],
      rows().map(({ name, of }) => [name, of('icb'), of('england')]),
    ),
    ...warnings(),
    '## The arithmetic',
    [
      `- Athena bills bytes × ${EFFORT.passes} + statements × ${size(PRICES.athenaLeastBytes)}, at $${PRICES.athenaTerabyte} a terabyte.`,
      `- It reads for bytes × ${EFFORT.passes} ÷ ${size(EFFORT.scanBytesAMinute)} a minute; its limit for one statement is ${EFFORT.athenaLimitMinutes} minutes until a quota says otherwise.`,
      `- A source that would take more than ${EFFORT.shareOfLimit * 100}% of that limit is read in chunks of whole objects, each with statements of its own; what they kept, ${EFFORT.keptShare * 100}% of it, is read once more to put it together. One object larger than that stays one chunk.`,
      `- A shard takes ${EFFORT.startSeconds} s + rows ÷ ${counted(EFFORT.rowsASecond)} a second, in a Lambda of ${EFFORT.gigabytes} GB, at $${PRICES.lambdaGigabyteSecond} a gigabyte-second; Lambda stops at ${EFFORT.lambdaLimitSeconds} s.`,
      `- A shard holds ${EFFORT.startMegabytes} MB + rows × ${EFFORT.bytesHeldARow} bytes of memory.`,
      `- Step Functions bills every transition at $${PRICES.transition}.`,
      `- S3 bills sources × shards × ${EFFORT.filesAShard} files, each written once ($${PRICES.put}) and read once ($${PRICES.get}).`,
      `- Rows gathered are ${EFFORT.keptShare * 100}% of all rows; where no index tells how many rows there are, ${EFFORT.bytesARow} bytes are taken for one.`,
      `- A pound is taken to be $${(1 / PRICES.pounds).toFixed(2)}.`,
    ].join('\n'),
    `Prices: ${sentence(PRICES.says)} ${sentence(PRICES.because)} Rates: ${sentence(EFFORT.says)} ${sentence(EFFORT.because)}`,
    '## What it does not hold',
    'Storage, keys, alarms, logs and the dashboard cost the same whether or not anything runs: a customer-managed key about $1 a month, an alarm $0.10, S3 about $0.024 a gigabyte and month. Queries of analysts and commissioners are theirs: their workgroups stop a query at the limit in `infra/environments.ts`. The budget of the deployment (`limits.monthDollars`) watches all of it together.',
    `To spend less, store sources sorted by person with a short key: the same rows took 4.7 bytes each sorted with a whole-number key, and 71 unsorted with a text of 64 characters. Prices stand in ${code('algorithms/rules/aws-prices.ts')} and are changed there.`,
  ),
]

function rows() {
  const of = (tell: (name: keyof typeof SIZES) => string) => tell
  const load = (name: keyof typeof SIZES) => SIZES[name].load
  const expected = (name: keyof typeof SIZES) => expectedOf(SIZES[name].load)
  return [
    { name: 'stored', of: of((name) => size(load(name).bytes)) },
    { name: 'rows gathered', of: of((name) => counted(load(name).gatheredRows)) },
    { name: 'shards', of: of((name) => `${load(name).shards}, ${load(name).shardsAtOnce} at a time`) },
    { name: 'rows a shard', of: of((name) => counted(expected(name).rowsAShard)) },
    {
      name: 'seconds a shard',
      of: of((name) => `${expected(name).secondsAShard.toFixed(1)} of ${EFFORT.lambdaLimitSeconds}`),
    },
    {
      name: 'memory a shard',
      of: of((name) => `${counted(expected(name).megabytesAShard)} MB of ${EFFORT.gigabytes * 1024}`),
    },
    { name: 'Lambda seconds in all', of: of((name) => counted(expected(name).lambdaSeconds)) },
    {
      name: 'Athena reads',
      of: of(
        (name) =>
          `${size(load(name).bytes)} × ${EFFORT.passes} + ${load(name)
            .chunked.map(({ bytes }) => `${size(bytes)} × ${EFFORT.keptShare} + `)
            .join(
              '',
            )}${load(name).statements} × ${size(PRICES.athenaLeastBytes)} = ${size(expected(name).scannedBytes)}`,
      ),
    },
    {
      name: 'chunks of the largest source',
      of: of((name) => {
        const [largest] = load(name).chunked
        return largest === undefined ? 'one statement' : `${largest.chunks} of ${size(largest.largestBytes)}`
      }),
    },
    { name: 'Athena minutes, all statements', of: of((name) => counted(expected(name).athenaMinutes)) },
    {
      name: 'minutes of the largest statement',
      of: of((name) => `${counted(expected(name).largestStatementMinutes)} of ${EFFORT.athenaLimitMinutes}`),
    },
    { name: 'requests to S3', of: of((name) => counted(expected(name).requests)) },
    { name: 'transitions', of: of((name) => counted(expected(name).transitions)) },
    { name: 'Athena', of: of((name) => dollars(expected(name).dollars.athena)) },
    { name: 'Lambda', of: of((name) => dollars(expected(name).dollars.lambda)) },
    { name: 'Step Functions', of: of((name) => dollars(expected(name).dollars.steps)) },
    { name: 'S3', of: of((name) => dollars(expected(name).dollars.s3)) },
    {
      name: '**a run**',
      of: of((name) => `**${dollars(expected(name).totalDollars)}, ${pounds(expected(name).totalDollars)}**`),
    },
  ]
}

const warnings = (): readonly string[] =>
  (Object.keys(SIZES) as (keyof typeof SIZES)[]).flatMap((name) =>
    expectedOf(SIZES[name].load).warnings.map(
      (warning) => `> **${name === 'icb' ? 'ICB' : 'England'}**: ${sentence(warning)}`,
    ),
  )
