import { EFFORT, PRICES } from '../../algorithms/rules/aws-prices.ts'
import { bold, counted, faint, listed, yellow } from '../terminal/say.ts'
import { quantity } from '../terminal/progress.ts'
import { chunkedLines, expectedLines, pounds, size } from './money.ts'
import type { Planned } from './plan.ts'

/** A dry run as a person reads it. With `sql`, every statement is written out. */
export function planText(planned: Planned, deployment: string, sql: boolean): string {
  const { plan, expected, absent, waves, counts, audiences, capDollars } = planned
  const statements = waves.flat()
  const after = plan.load.statements - statements.length
  return [
    '',
    bold(`Run ${plan.runId} in ${deployment}, as it would be. Nothing was run.`),
    plan.catalogue.synthetic
      ? 'SYNTHETIC: nobody in it exists. Its figures will be published.'
      : yellow('Figures will be protected and kept, not published: no disclosure audit exists yet.'),
    `${plan.definition}, ${quantity(plan.request.shards, 'shard')}${plan.gather.cut === null ? '' : `, data to ${plan.gather.cut}`}`,
    '',
    bold('What it reads'),
    ...Object.entries(plan.measured).map(
      ([source, { bytes, rows }]) =>
        `  ${source.padEnd(18)}${size(bytes).padStart(9)}  ${rows === null ? 'rows not known' : quantity(rows, 'row')}` +
        (plan.catalogue.sources[source as 'person']?.table === undefined
          ? ''
          : faint(`  table ${plan.catalogue.sources[source as 'person']!.table!}`)),
    ),
    absent.length === 0 ? '  no source is absent' : `  absent: ${listed(absent)}`,
    ...chunkedLines(plan.load.chunked),
    faint('  Every object is pinned by its ETag, every Iceberg table by its snapshot; a change stops the run.'),
    '',
    bold('What it does'),
    `  1 plan       pins what it reads; refuses what breaks its contract`,
    `  2 gather     ${quantity(statements.length, 'statement')} of Athena in ${quantity(waves.length, 'wave')}`,
    `  3 decide     ${quantity(plan.request.shards, 'Lambda')} of 3 GB, ${plan.load.shardsAtOnce} at a time`,
    `  4 reconcile  rows in = rows read, people in = people out, or the run stops`,
    `  5 count      ${quantity(counts.length, 'statement')} of Athena`,
    `  6 protect    one Lambda hides small numbers`,
    `  7 publish    ${planned.isPublished ? `${after - counts.length} statements: write, audit, point the views at it` : 'refused: this run is not synthetic'}`,
    ...(sql ? sqlLines(planned) : [faint('  --sql prints every statement.')]),
    '',
    bold('What it costs'),
    ...expectedLines(expected, plan.request.shards),
    faint(
      `  Modelled on ${counted(plan.load.gatheredRows)} gathered rows, ${EFFORT.keptShare * 100}% of what landed. List prices, £${PRICES.pounds} to the dollar.`,
    ),
    expected.totalDollars <= capDollars
      ? `  Within the cap of ${pounds(capDollars)}.`
      : yellow(`  Above the cap of ${pounds(capDollars)}: cohorts aws run would refuse it (exit code 6).`),
    ...expected.warnings.map((warning) => yellow(`  ${warning.charAt(0).toUpperCase()}${warning.slice(1)}.`)),
    '',
    bold('Who will be able to see what'),
    ...audiences.flatMap(({ role, sees, principals }) => [`  ${role}: ${sees}`, faint(`    ${principals.join(', ')}`)]),
  ].join('\n')
}

const sqlLines = ({ waves, counts }: Planned): string[] => [
  ...waves.flatMap((wave, at) => [
    '',
    bold(`  gather, wave ${at + 1}`),
    ...wave.flatMap(({ name, text }) => [faint(`  -- ${name}`), text, '']),
  ]),
  bold('  count'),
  ...counts.flatMap(({ name, text }) => [faint(`  -- ${name}`), text, '']),
]
