import { table } from '../../docs/generator/markdown.ts'
import type { FaultKind } from './fault.ts'

/** What came of one fault, once it is shown that every table was as it should be. */
export interface Outcome {
  readonly at: string
  readonly what: FaultKind
  readonly then: string
}

const MEANS: Readonly<Record<FaultKind, string>> = {
  fails: 'it ends with an error before it did anything; a function meets an S3 that answers 500',
  'is throttled': 'the service refuses it',
  'times out': 'all of it is done, and the answer never comes',
  'is killed half-way': 'half of the objects that it writes are written, and then no more',
}

/** The page of faults, from the runs in which each was put. */
export function faultsPage(outcomes: readonly Outcome[]): string {
  const says = [
    'The machine that CDK writes is executed in the tests of the deployment, with the real functions, an S3 protocol server, permissions as the roles have them, and a double of Athena whose SQL runs on DuckDB. Each row below is one whole run in which one task went wrong once. After each, the restricted and the published tables were the laptop’s to the row, and every row was published once: a row of this page is written only when that was so. Admissions were read from a table of a lake, in two chunks; the other sources had landed. A redrive does as AWS documents it: of a list of shards or statements, only those that did not succeed are done again.',
    'None of it was run on AWS itself.',
  ]
  return `${[
    '<!-- Written by the tests of the deployment from what happened in them: `npm run test:aws -- -u`. -->',
    '# What happens when a step fails on AWS',
    ...says,
    table(
      ['fault', 'means'],
      Object.entries(MEANS).map(([fault, means]) => [fault, means]),
    ),
    `${outcomes.length} runs, ${outcomes.filter(({ then }) => !then.startsWith('The run stopped')).length} of which went on by themselves.`,
    table(
      ['where', 'fault', 'what happened', 'lost', 'published twice'],
      outcomes.map(({ at, what, then }) => [at, what, then, 'nothing', 'nothing']),
    ),
    'A fault that stays stops the run after three attempts, and the views show the last release until a person redrives it. What a failed attempt wrote stays where it is, unread, until `work` empties itself.',
  ].join('\n\n')}\n`
}
