/** Makers of rows for the tests of counting: only what a test cares about is given. */
import type { CohortMember } from '../../algorithms/contracts/results/restricted.ts'
import { FACT_SOURCE_NAMES, type PersonRows } from '../../algorithms/contracts/sources.ts'
import { day } from '../../algorithms/domain/day.ts'
import { geographyOf } from '../../algorithms/steps/geography.ts'
import type { PersonRow } from '../../algorithms/steps/registered.ts'

export const personRow = (given: Partial<PersonRow> = {}): PersonRow => ({
  person_id: 'p1',
  sex: '2',
  birth_month: '1955-06',
  ethnic_category: 'A',
  lsoa_code: 'L1',
  gp_practice_code: 'G1',
  registered_from: null,
  registered_to: null,
  recorded_date: null,
  row_ref: 'person:1',
  unreadable: null,
  ...given,
})

export const memberRow = (given: Partial<CohortMember> = {}): CohortMember => ({
  person_id: 'p1',
  episode_id: 'e1',
  tumour_id: 't1',
  cancer_group: 'breast',
  episode_type: 'recurrence',
  extent: 'distant',
  certainty: 'definite',
  certainty_any: 'definite',
  onset_date: day('2022-06-15'),
  onset_earliest: day('2022-06-01'),
  onset_latest: day('2022-07-01'),
  onset_basis: 'registration',
  primary_diagnosis_date: day('2015-01-01'),
  disease_free_days: 900,
  metastatic_sites: 'bone',
  receptor_subtype: 'hr+her2-',
  sources: 'apc;registration',
  attribution: 'attributed',
  emergency_at_onset: null,
  flags: '',
  sentence: '',
  ...given,
})

export const personRows = (given: Partial<PersonRows> = {}): PersonRows =>
  ({ ...Object.fromEntries(FACT_SOURCE_NAMES.map((name) => [name, []])), ...given }) as unknown as PersonRows

/** Two boards: Q1 with sub-ICBs 01A and 01B, and Q2 with 02A. */
export const GEOGRAPHY = geographyOf({
  vintage: '2024',
  lsoa2021: [
    ['L1', '1', '01A'],
    ['L2', '10', '01B'],
    ['L3', '5', '02A'],
  ],
  lsoa2011: [
    ['OLD', 'L1'],
    ['OLD', 'L2'],
    ['L1', 'L2'],
  ],
  practices: [
    ['G1', '01A'],
    ['G2', '02A'],
  ],
  areas: [
    ['Q1', 'Q1', 'NHS First Integrated Care Board'],
    ['Q2', 'Q2', 'NHS Second, and Third Integrated Care Board'],
    ['01A', 'Q1', 'NHS First ICB - 01A'],
    ['01B', 'Q1', 'NHS First ICB - 01B'],
    ['02A', 'Q2', 'NHS Second ICB - 02A'],
  ],
})
