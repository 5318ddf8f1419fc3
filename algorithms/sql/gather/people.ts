import type { FactSourceName } from '../../contracts/sources.ts'
import { clean } from '../cleaning.ts'
import type { Dialect } from '../dialect.ts'
import { named } from '../text.ts'
import { type GatherPlan, gatheredName } from './plan.ts'

export const PEOPLE = 'people'
export const NOT_ON_ALLOW_LIST = 'out_of_scope:not_on_allow_list:'

export const surveyName = (source: FactSourceName): string => `survey_${source}`

/** Everyone in `person` once, with their shard (-1 for those we may not process) and whether a source selects them. */
export function people(plan: GatherPlan, dialect: Dialect): string {
  const surveys = plan.sources
    .filter(({ name }) => name !== 'person' && name !== 'allow_list')
    .map(
      ({ name, fillers }) =>
        `SELECT ${clean('person_id', fillers)} AS person_id FROM ${named(surveyName(name as FactSourceName))}`,
    )
  const selected = surveys.length === 0 ? 'SELECT cast(NULL AS varchar) AS person_id' : surveys.join('\nUNION ALL\n')
  return [
    'SELECT p.person_id, p.shard, CASE WHEN p.shard >= 0 AND s.person_id IS NOT NULL THEN 1 ELSE 0 END AS is_selected',
    'FROM (',
    '  SELECT person_id, max(shard) AS shard',
    `  FROM ${dialect.written(gatheredName('person'))}`,
    `  WHERE set_aside IS NULL OR set_aside = '${NOT_ON_ALLOW_LIST}'`,
    '  GROUP BY person_id',
    ') p',
    `LEFT JOIN (SELECT DISTINCT person_id FROM (\n${selected}\n) c) s ON s.person_id = p.person_id`,
  ].join('\n')
}
