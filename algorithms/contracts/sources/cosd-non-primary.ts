import { source } from '../source.ts'

export const cosdNonPrimary = source({
  name: 'cosd_non_primary',
  says: 'COSD non-primary pathway: one row per recorded type and site of a recurrence, progression or transformation',
  columns: {
    person_id: { says: 'Pseudonymised person', type: 'text', required: true },
    non_primary_diagnosis_date: {
      says: 'Date of non-primary diagnosis, clinically agreed',
      type: 'day',
      required: true,
    },
    pathway: {
      says: 'recurrence, progression or transformation',
      type: 'text',
      required: true,
      oneOf: ['recurrence', 'progression', 'transformation'],
    },
    original_primary_icd: { says: 'Original primary diagnosis, ICD-10', type: 'icd10' },
    metastatic_type: { says: '01 local, 02 regional, 03 distant', type: 'text' },
    metastatic_site: { says: 'One COSD metastatic site code', type: 'text' },
    method_of_detection: { says: '1 morphology, 2 flow, 3 molecular, 4 clinical examination, 9 other', type: 'text' },
    source_of_referral: { says: 'Source of referral for the non-primary pathway', type: 'text' },
    palliative_specialist_seen: { says: 'Y or N', type: 'text' },
    provider_code: { says: 'Provider', type: 'text' },
  },
  eventDate: ['non_primary_diagnosis_date'],
  lagMonths: 3,
  family: 'registry',
  keyItems: ['original_primary_icd', 'metastatic_type', 'metastatic_site'],
})
