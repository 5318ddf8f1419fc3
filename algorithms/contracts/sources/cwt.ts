import { source } from '../source.ts'

/** Patient status 15 to 36: recurrent cancer, transformation and progression (NHS Data Dictionary). */
const NON_PRIMARY_STATUSES = Array.from({ length: 22 }, (_, i) => String(i + 15))

export const cwt = source({
  name: 'cwt',
  says: 'Cancer waiting times: referrals, first and subsequent treatments',
  columns: {
    person_id: { says: 'Pseudonymised person', type: 'text', required: true },
    cancer_treatment_event_type: { says: 'Cancer treatment event type, 01 to 12', type: 'text' },
    patient_status: { says: 'Cancer or symptomatic breast referral patient status', type: 'text' },
    primary_diagnosis_icd: { says: 'Primary diagnosis, ICD-10', type: 'icd10' },
    cancer_treatment_modality: { says: 'Cancer treatment modality', type: 'text' },
    cancer_treatment_period_start_date: {
      says: 'Start of the 31-day clock: normally the decision to treat',
      type: 'day',
    },
    treatment_start_date: { says: 'Treatment start', type: 'day' },
    diagnosis_pathway_end_date: { says: 'End of the faster diagnosis pathway', type: 'day' },
    mdt_date: { says: 'Multidisciplinary team meeting', type: 'day' },
    date_first_seen: { says: 'Date first seen', type: 'day' },
    metastatic_site: { says: 'COSD metastatic site code', type: 'text' },
    referral_date: { says: 'Referral date', type: 'day' },
    source_of_referral: { says: 'Source of referral', type: 'text' },
    provider_code: { says: 'Provider', type: 'text' },
  },
  eventDate: [
    'cancer_treatment_period_start_date',
    'treatment_start_date',
    'diagnosis_pathway_end_date',
    'mdt_date',
    'date_first_seen',
    'referral_date',
  ],
  outOfScope: [
    {
      reason: 'no_cancer_event',
      says: 'Neither a treatment event nor a patient status of recurrence, transformation or progression',
      when: [
        { column: 'cancer_treatment_event_type', is: 'absent' },
        { column: 'patient_status', is: 'absent-or-not-one-of', values: NON_PRIMARY_STATUSES },
      ],
    },
  ],
  lagMonths: 2,
  family: 'cwt',
  keyItems: ['cancer_treatment_event_type', 'primary_diagnosis_icd', 'cancer_treatment_period_start_date'],
})
