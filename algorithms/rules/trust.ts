import type { FactSourceName } from '../contracts/sources.ts'

/** What one published measure rests on, and what to say before its number. */
export interface Trust {
  readonly measure: string
  readonly cancerGroup: string
  /** All of these are needed. */
  readonly rests: readonly FactSourceName[]
  /** One of these is needed. */
  readonly restsOnOne: readonly FactSourceName[]
  /** Items whose filling limits it. */
  readonly items: readonly { readonly source: FactSourceName; readonly item: string }[]
  readonly accuracy: 'disease' | 'presentation' | 'none'
  readonly says: string
}

const SHOWS_DISEASE: readonly FactSourceName[] = ['registration', 'cosd_non_primary', 'cwt', 'sact', 'rtds', 'apc']
const ADMISSIONS = [
  { source: 'apc', item: 'diag' },
  { source: 'apc', item: 'admimeth' },
] as const

/** Below this many per cent filled, an item makes its measure incomplete. Declared here, unverified. */
export const COMPLETE_ENOUGH = 80

export const TRUST: readonly Trust[] = [
  {
    measure: 'recurrent_cancer_counts',
    cancerGroup: 'breast',
    rests: ['person'],
    restsOnOne: SHOWS_DISEASE,
    items: [{ source: 'apc', item: 'diag' }],
    accuracy: 'disease',
    says: 'Counts people in whom the records show the disease: people whose disease left no record are not in it.',
  },
  {
    measure: 'people_living_with',
    cancerGroup: 'breast',
    rests: ['person', 'death'],
    restsOnOne: SHOWS_DISEASE,
    items: [{ source: 'apc', item: 'diag' }],
    accuracy: 'disease',
    says: 'Deaths that have not reached the data yet leave people in it who have died.',
  },
  {
    measure: 'source_overlap',
    cancerGroup: 'breast',
    rests: ['person'],
    restsOnOne: SHOWS_DISEASE,
    items: [{ source: 'apc', item: 'diag' }],
    accuracy: 'disease',
    says: 'Says which sources showed the people found, not how many were missed by all.',
  },
  {
    measure: 'ep_30d',
    cancerGroup: 'any',
    rests: ['registration', 'apc'],
    restsOnOne: [],
    items: ADMISSIONS,
    accuracy: 'presentation',
    says: 'Rapid registrations miss more people who died soon or came as an emergency, so the share is likely too low in recent months.',
  },
  {
    measure: 'ep_first',
    cancerGroup: 'any',
    rests: ['apc'],
    restsOnOne: [],
    items: ADMISSIONS,
    accuracy: 'presentation',
    says: 'Leaves out people who were never admitted, so it is higher than a share of all tumours.',
  },
  {
    measure: 'ep_rtd',
    cancerGroup: 'any',
    rests: ['registration'],
    restsOnOne: [],
    items: [],
    accuracy: 'presentation',
    says: 'Routes come with finalised registrations, 18 to 24 months late; tumours without one are not determined.',
  },
  {
    measure: 'stage_at_diagnosis',
    cancerGroup: 'any',
    rests: ['registration'],
    restsOnOne: [],
    items: [{ source: 'registration', item: 'stage_best' }],
    accuracy: 'none',
    says: 'A rise in stages 1 and 2 may be a fall in tumours without a stage: read both.',
  },
  {
    measure: 'survival_from_onset',
    cancerGroup: 'breast',
    rests: ['person', 'death'],
    restsOnOne: SHOWS_DISEASE,
    items: [{ source: 'apc', item: 'diag' }],
    accuracy: 'disease',
    says: 'Starts at the onset that the records show, which can be later than the disease: survival then looks shorter.',
  },
  {
    measure: 'recurrence_incidence',
    cancerGroup: 'breast',
    rests: ['registration', 'death'],
    restsOnOne: SHOWS_DISEASE,
    items: [{ source: 'registration', item: 'stage_best' }],
    accuracy: 'disease',
    says: 'Of registered tumours that had not spread at diagnosis; people who leave are watched until they leave.',
  },
]
