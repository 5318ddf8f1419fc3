import type { Family } from '../../contracts/source.ts'
import type { FactSourceName } from '../../contracts/sources.ts'

/**
 * What the rules look at. A view is one kind of fact: a source row read in clinical terms, or several rows folded into
 * one (the administrations of a regimen). Every `names` column holds the cancer the row itself names: `breast`,
 * `secondary`, `other`, or null where it names none.
 */
interface View {
  readonly says: string
  readonly source: FactSourceName
  readonly family: Family
  readonly columns: Readonly<Record<string, string>>
}

const NAMES = 'the cancer that the row names: breast, secondary, other'

export const VIEWS = {
  registration: {
    says: 'A registration of a tumour',
    source: 'registration',
    family: 'registry',
    columns: {
      registry: 'NCRD, RCRD or COSD',
      names: NAMES,
      m_category: 'm0 or m1',
      tnm_stage: 'stage 0 to 4',
      basis_of_diagnosis: 'ENCR basis of diagnosis',
      behaviour: 'ICD-O-3 behaviour',
      diagnosed_on: 'date of diagnosis',
    },
  },
  site_at_diagnosis: {
    says: 'A metastatic site recorded at diagnosis',
    source: 'registration',
    family: 'registry',
    columns: { names: NAMES, site_code: 'COSD metastatic site', diagnosed_on: 'date of diagnosis' },
  },
  non_primary: {
    says: 'A COSD non-primary diagnosis',
    source: 'cosd_non_primary',
    family: 'registry',
    columns: {
      pathway: 'recurrence, progression or transformation',
      metastatic_type: '01 local, 02 regional, 03 distant',
      site_code: 'COSD metastatic site',
      names: NAMES,
      palliative_specialist: 'palliative specialist seen, Y or N',
      diagnosed_on: 'date of non-primary diagnosis',
    },
  },
  specimen: {
    says: 'A pathology specimen',
    source: 'cosd_pathology',
    family: 'registry',
    columns: {
      nature: 'specimen nature',
      morphology: 'breast, other or null',
      behaviour: 'behaviour figure of the morphology',
      place: 'breast, node or elsewhere: where the specimen came from',
      taken_on: 'date of the specimen',
    },
  },
  waiting_time: {
    says: 'A waiting-times record',
    source: 'cwt',
    family: 'cwt',
    columns: {
      event_type: 'cancer treatment event type',
      patient_status: 'patient status',
      modality: 'treatment modality',
      site_code: 'COSD metastatic site',
      names: NAMES,
      decided_on: 'start of the treatment period, else of the treatment',
      found_on: 'earliest of decision to treat, end of the diagnosis pathway, MDT, first seen',
    },
  },
  drug_course: {
    says: 'A course of systemic treatment',
    source: 'sact',
    family: 'sact',
    columns: {
      names: NAMES,
      intent: 'curative, non_curative or null',
      context: 'adjuvant, neoadjuvant or null',
      non_curative_line: 'line of non-curative treatment (version 4)',
      use: 'what its medicines are for on that day: metastatic, either, adjuvant',
      early: 'yes when begun within a year of diagnosis or first surgery',
      days_after_primary_treatment: 'days from the end of primary curative treatment to its start',
      days_beyond_adjuvant: 'days by which it outlasts the longest adjuvant course',
      denosumab_120_within_70_days: 'doses of denosumab 120 mg within 70 days',
      zoledronate_within_42_days: 'doses of zoledronic acid 3 to 4 mg each within 42 days of the one before',
      progressed: 'yes when it ended in progression',
      decided_on: 'decision to treat, else start',
      started_on: 'start',
    },
  },
  radiotherapy: {
    says: 'A radiotherapy prescription',
    source: 'rtds',
    family: 'rtds',
    columns: {
      names: NAMES,
      region: 'treatment region',
      intent: 'palliative, anti_cancer or other',
      place: 'bone, rib_cage, brain, breast, node, elsewhere or null',
      has_site: 'yes when a treated site is recorded',
      fractions: 'prescribed fractions',
      dose: 'prescribed dose in Gy',
      decided_on: 'decision to treat, else start',
    },
  },
  hospital_code: {
    says: 'A diagnosis coded in hospital',
    source: 'apc',
    family: 'hospital',
    columns: {
      code: 'ICD-10 code',
      position: 'diagnosis position',
      names: 'another cancer or the breast cancer coded in the same row',
      days_since_diagnosis: 'days since the diagnosis of the breast primary',
      breast_operation: 'yes when a breast excision is in the same row',
      node_operation: 'yes when an axillary operation is in the same row',
      deep_and_unspecialised: 'yes when coded below position 10 outside oncology and palliative care',
      specialty: 'treatment specialty',
      started_on: 'start of the consultant episode, or the appointment',
    },
  },
  oncology_visits: {
    says: 'A run of oncology outpatient visits',
    source: 'op',
    family: 'hospital',
    columns: {
      visits_within_90_days: 'visits within 90 days',
      days_after_primary_treatment: 'days from the end of primary curative treatment',
      started_on: 'first visit',
    },
  },
  gp_code: {
    says: 'A code in the GP record',
    source: 'gp_event',
    family: 'gp',
    columns: {
      code_system: 'snomed, read2 or ctv3',
      snomed: 'SNOMED CT code',
      read: 'Read code',
      days_since_diagnosis: 'days since the diagnosis of the breast primary',
      recorded_on: 'effective date',
    },
  },
  medicine_change: {
    says: 'A change from one aromatase inhibitor to another',
    source: 'gp_medication',
    family: 'gp',
    columns: {
      days_on_the_first: 'days from the first issue of the earlier medicine',
      changed_on: 'first issue of the later one',
    },
  },
  certificate: {
    says: 'A death certificate',
    source: 'death',
    family: 'deaths',
    columns: {
      underlying: 'breast, other cancer or null: the underlying cause',
      mentions_breast: 'yes when breast cancer is mentioned',
      mentions_secondary: 'yes when a secondary other than axillary nodes is mentioned',
      cancer_care_within_a_year: 'yes when cancer care is recorded in the year before',
      died_on: 'date of death',
    },
  },
  scans: {
    says: 'A burst of staging scans',
    source: 'imaging',
    family: 'imaging',
    columns: {
      scans_within_60_days: 'staging scans within 60 days',
      days_since_diagnosis: 'days since the diagnosis of the breast primary',
      abnormal: 'yes when an outcome is abnormal',
      first_scan_on: 'first scan',
    },
  },
} as const satisfies Record<string, View>

export type ViewName = keyof typeof VIEWS

export type ColumnOf<V extends ViewName> = keyof (typeof VIEWS)[V]['columns'] & string
