import { type Row, type Table, table } from '../table.ts'

const personId = { says: 'Pseudonymised person', type: 'text', key: true, discloses: 'people' } as const
const episodeId = { says: 'Disease episode', type: 'text', key: true } as const
const cancerGroup = { says: 'Cancer group', type: 'text' } as const

export const cohortMember = table({
  name: 'cohort_member',
  says: 'One row per disease episode of a person',
  audience: 'restricted',
  columns: {
    person_id: personId,
    episode_id: episodeId,
    tumour_id: {
      says: 'Tumour; empty when attribution is uncertain or no primary is registered',
      type: 'text',
      nullable: true,
    },
    cancer_group: cancerGroup,
    episode_type: { says: 'new, recurrence, progression, transformation, relapse or indeterminate', type: 'text' },
    extent: { says: 'local, regional, distant, not_applicable or unknown', type: 'text' },
    certainty: { says: 'definite, probable, possible or refuted; a refuted episode is in no count', type: 'text' },
    certainty_any: { says: 'Certainty of the disease itself, whichever cancer it belongs to', type: 'text' },
    onset_date: { says: 'Onset', type: 'day' },
    onset_earliest: { says: 'Earliest the onset can have been', type: 'day' },
    onset_latest: { says: 'Latest the onset can have been', type: 'day' },
    onset_basis: { says: 'Kind of row that dates the onset', type: 'text' },
    primary_diagnosis_date: { says: 'Diagnosis of the primary', type: 'day', nullable: true },
    disease_free_days: {
      says: 'Days from the last curative treatment to onset; empty when there was none',
      type: 'count',
      nullable: true,
    },
    metastatic_sites: { says: 'Canonical metastatic sites, ; between', type: 'text' },
    receptor_subtype: { says: 'hr+her2-, hr+her2+, hr-her2+, triple_negative or unknown', type: 'text' },
    sources: { says: 'Sources that hold evidence, ; between', type: 'text' },
    attribution: { says: 'attributed, uncertain or unregistered_primary', type: 'text' },
    emergency_at_onset: {
      says: 'The ep_30d of its presentation; empty when not determinable',
      type: 'flag',
      nullable: true,
    },
    flags: { says: 'Flags, ; between', type: 'text' },
    sentence: { says: 'Why this person is in, in plain English', type: 'text' },
  },
})

export const cohortEvidence = table({
  name: 'cohort_evidence',
  says: 'One row per item of evidence of an episode, down to the source row',
  audience: 'restricted',
  columns: {
    person_id: personId,
    episode_id: episodeId,
    rule_id: { says: 'Evidence rule', type: 'text', key: true },
    shows: { says: 'What the item shows', type: 'text' },
    strength: { says: 'What it is worth alone', type: 'text' },
    evidence_date: { says: 'Day of the fact', type: 'day' },
    recorded_date: {
      says: 'First day the fact was in the feed; empty when the feed does not say',
      type: 'day',
      nullable: true,
    },
    source: { says: 'Source', type: 'text' },
    row_ref: { says: 'Source row', type: 'text', key: true },
    code_system: { says: 'Code system', type: 'text', nullable: true },
    code: { says: 'Code', type: 'text', nullable: true, key: true },
    metastatic_site: { says: 'Canonical metastatic site', type: 'text', nullable: true },
    sets_onset: { says: 'Whether this item dates the onset', type: 'flag' },
    polarity: { says: 'for or against', type: 'text' },
    sentence: { says: 'What the item says, in plain English', type: 'text' },
  },
})

export const nearMiss = table({
  name: 'near_miss',
  says: 'A person and the nearest rule that failed',
  audience: 'restricted',
  columns: {
    person_id: personId,
    cancer_group: { ...cancerGroup, key: true },
    rule_id: { says: 'Nearest rule', type: 'text', key: true },
    failed_condition: { says: 'The first condition that failed', type: 'text' },
    silent_sources: { says: 'Sources that hold nothing about this person, ; between', type: 'text' },
    would_join_if: { says: 'What would have changed it', type: 'text' },
    row_ref: { says: 'Source row of the nearest fact', type: 'text', nullable: true },
  },
})

export const emergencyPresentation = table({
  name: 'emergency_presentation',
  says: 'One row per presentation, with three measures of emergency that are never mixed',
  audience: 'restricted',
  columns: {
    presentation_id: { says: 'Presentation', type: 'text', key: true },
    person_id: { says: 'Pseudonymised person', type: 'text', discloses: 'people' },
    stage: { says: 'first_diagnosis or recurrence', type: 'text' },
    unit: { says: 'tumour, person or episode', type: 'text' },
    tumour_id: { says: 'Tumour', type: 'text', nullable: true },
    episode_id: { says: 'Disease episode', type: 'text', nullable: true },
    cancer_group: cancerGroup,
    diagnosis_date: { says: 'Diagnosis, or the onset of the recurrence', type: 'day' },
    ep_30d: {
      says: 'An emergency admission 0 to 30 days before; empty is not determinable',
      type: 'flag',
      nullable: true,
    },
    ep_first: {
      says: 'The first in-scope malignant admission was an emergency; empty is not determinable',
      type: 'flag',
      nullable: true,
    },
    ep_rtd: {
      says: 'The registry route is emergency presentation; empty is not determinable',
      type: 'flag',
      nullable: true,
    },
    not_determined_because: {
      says: 'no_admission_data, not_registered_then, no_route or not_this_unit',
      type: 'text',
      nullable: true,
    },
    onset_from_admission: { says: 'The onset rests on admissions alone', type: 'flag' },
    admission_date: { says: 'The admission that decided it', type: 'day', nullable: true },
    admission_method: { says: 'Its method of admission', type: 'text', nullable: true },
    zero_day: { says: 'Admitted and discharged on one day', type: 'flag', nullable: true },
    subroute: { says: 'emergency_department, gp, outpatient or other', type: 'text', nullable: true },
    may_be_appropriate: { says: 'An emergency may be the right route, as for children', type: 'flag' },
    emergency_with_ecds: {
      says: 'ep_30d with same-day emergency care and attendances that ended in a bed counted as admissions; empty is not determinable',
      type: 'flag',
      nullable: true,
    },
    another_tumour_near: { says: 'Another tumour of the person was diagnosed within 548 days', type: 'flag' },
    stage_group: {
      says: '1_2, 3_4, unstaged or not_stageable; empty unless the unit is a tumour',
      type: 'text',
      nullable: true,
    },
    receptor_subtype: { says: 'hr+her2-, hr+her2+, hr-her2+, triple_negative or unknown', type: 'text' },
    counted_in: { says: 'Every cancer group that it is counted in, ; between', type: 'text' },
  },
})

export const personTimeline = table({
  name: 'person_timeline',
  says: 'Dated facts of members and near misses, for a reviewer',
  audience: 'restricted',
  columns: {
    person_id: personId,
    event_id: { says: 'Fact', type: 'text', key: true },
    track: { says: 'Lane of the record viewer', type: 'text' },
    start_date: { says: 'First day', type: 'day' },
    end_date: { says: 'Last day; empty for a single day', type: 'day', nullable: true },
    label: { says: 'What happened, in words', type: 'text' },
    code_system: { says: 'Code system', type: 'text', nullable: true },
    code: { says: 'Code', type: 'text', nullable: true },
    source: { says: 'Source', type: 'text' },
    provider_code: { says: 'Provider', type: 'text', nullable: true },
    row_ref: { says: 'Source row', type: 'text' },
    rule_ids: { says: 'Rules it satisfied, ; between', type: 'text' },
    is_onset: { says: 'Whether it dates an onset', type: 'flag' },
  },
})

export const rejectedRecord = table({
  name: 'rejected_record',
  says: 'Rows that could not be used, by source, reason and column',
  audience: 'restricted',
  columns: {
    source: { says: 'Source', type: 'text', key: true },
    reason: { says: 'missing, bad_date, bad_code, unknown_person or unreadable_value', type: 'text', key: true },
    column_name: { says: 'Column', type: 'text', key: true },
    records: { says: 'Rows', type: 'count' },
    example_row_ref: { says: 'The smallest row reference', type: 'text' },
  },
})

export const disclosureManifest = table({
  name: 'disclosure_manifest',
  says: 'Why each published cell that is not shown is hidden, for the custodian alone',
  audience: 'restricted',
  columns: {
    table_name: { says: 'Published table', type: 'text', key: true },
    count_column: { says: 'Count column', type: 'text', key: true },
    cell: { says: 'Key of the cell, column=value with ; between', type: 'text', key: true },
    x_status: { says: 'Status as published', type: 'text' },
    reason: {
      says: 'small_number, protects_another, complement or earlier_release; empty for a cell that is shown',
      type: 'text',
      nullable: true,
    },
    attacker_low: { says: 'Least that the published cells allow', type: 'count', nullable: true },
    attacker_high: { says: 'Most that the published cells allow; empty is unbounded', type: 'count', nullable: true },
  },
})

export const accessLog = table({
  name: 'access_log',
  says: 'Every look at a person',
  audience: 'restricted',
  columns: {
    at: { says: 'When, ISO 8601', type: 'text', key: true },
    who: { says: 'Who looked', type: 'text', key: true },
    person_id: personId,
    run_id: { says: 'Run', type: 'text' },
    reason: { says: 'Why, in the words of who looked', type: 'text' },
  },
})

export const RESTRICTED_TABLES = {
  cohort_member: cohortMember,
  cohort_evidence: cohortEvidence,
  near_miss: nearMiss,
  emergency_presentation: emergencyPresentation,
  person_timeline: personTimeline,
  rejected_record: rejectedRecord,
  disclosure_manifest: disclosureManifest,
} as const satisfies Record<string, Table>

export type CohortMember = Row<typeof cohortMember>
export type CohortEvidence = Row<typeof cohortEvidence>
export type NearMiss = Row<typeof nearMiss>
export type EmergencyPresentation = Row<typeof emergencyPresentation>
export type TimelineEvent = Row<typeof personTimeline>
export type RejectedRecord = Row<typeof rejectedRecord>
export type DisclosureManifestRow = Row<typeof disclosureManifest>
