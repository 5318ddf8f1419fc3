import type { Day } from '../../algorithms/domain/day.ts'
import { HOW_COUNTED, figureLine } from '../run/summary.ts'
import { bold, counted, faint, lasting, listed } from '../terminal/say.ts'
import { comparedLines } from './money.ts'
import { absentFrom } from './plan.ts'
import type { Compared } from './recorded.ts'
import type { FinishedRun } from './run.ts'
import type { AwsWorld } from './world.ts'

/** What a finished run in AWS says to a person who is tired and busy. */
export function awsSummary(world: AwsWorld, { execution, plan, released }: FinishedRun, cost: Compared): string {
  const { names } = world
  const { headline, warnings } = released
  const absent = absentFrom(plan)
  const seconds = ((execution.stoppedAt ?? world.now()).getTime() - execution.startedAt.getTime()) / 1000
  return [
    '',
    plan.catalogue.synthetic ? bold('SYNTHETIC: nobody in these figures exists.') : bold('Protected figures.'),
    `${plan.definition}, run ${plan.runId}, ${lasting(seconds)}`,
    '',
    figureLine(
      'People living with metastatic breast cancer',
      'on',
      shown(headline.people_living_with, headline.living_on),
    ),
    figureLine(
      'New distant recurrences',
      'in the 12 months to',
      shown(headline.new_distant_recurrences, headline.new_until),
    ),
    figureLine(
      'Metastatic at diagnosis',
      'in the 12 months to',
      shown(headline.metastatic_at_diagnosis, headline.new_until),
    ),
    faint(HOW_COUNTED),
    '',
    bold('What is missing'),
    absent.length === 0 ? '  no source' : `  absent: ${listed(absent)}`,
    ...warnings.map((warning) => `  ${warning}`),
    '',
    bold('What it took'),
    ...comparedLines(cost),
    '',
    bold('Where the tables are'),
    `  ${names.databases.published}${faint('   protected figures and their v_*_latest views, workgroup ')}${names.workgroups.commissioner}`,
    `  ${names.databases.restricted}${faint('  facts about people, for analysts of the programme, workgroup ')}${names.workgroups.analyst}`,
    '',
    bold('Next'),
    `  $ npx cohorts aws status ${plan.runId}`,
    `  $ npx cohorts aws rollback RUN   ${faint('shows an earlier run again; deletes nothing')}`,
  ].join('\n')
}

const shown = (count: number | null, until: Day | null) =>
  until === null ? null : { display: count === null ? 'hidden' : counted(count), until }
