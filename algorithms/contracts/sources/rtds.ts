import { source } from '../source.ts'

export const rtds = source({
  name: 'rtds',
  says: 'Radiotherapy data set: one row per prescription',
  columns: {
    person_id: { says: 'Pseudonymised person', type: 'text', required: true },
    prescription_id: { says: 'Prescription; attendance rows of one are folded into it', type: 'text' },
    radiotherapy_diagnosis_icd: { says: 'Radiotherapy diagnosis, ICD-10', type: 'icd10' },
    decision_to_treat_date: { says: 'Decision to treat', type: 'day' },
    treatment_start_date: { says: 'Treatment start', type: 'day', required: true },
    treatment_end_date: { says: 'Treatment end', type: 'day' },
    radiotherapy_intent: { says: '1 palliative, 2 anti-cancer, 3 other (01, 02, 03 from version 5)', type: 'text' },
    treatment_region: {
      says: 'P primary, R nodes, PR both, A non-specific primary, O prophylactic, M metastasis',
      type: 'text',
    },
    anatomical_site: { says: 'Treated site, OPCS-4 Z code', type: 'opcs4' },
    prescribed_dose: { says: 'Prescribed dose in Gy', type: 'decimal' },
    prescribed_fractions: { says: 'Prescribed fractions', type: 'whole' },
    provider_code: { says: 'Provider', type: 'text' },
  },
  eventDate: ['treatment_start_date'],
  lagMonths: 3,
  family: 'rtds',
  keyItems: ['radiotherapy_diagnosis_icd', 'radiotherapy_intent', 'treatment_region', 'anatomical_site'],
})
