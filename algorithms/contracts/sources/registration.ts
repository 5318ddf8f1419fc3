import { source } from '../source.ts'

/** Receptors are asked of breast cancers alone. */
const OF_BREAST = { column: 'site_icd10', beginsWith: 'C50', says: 'registered breast cancers' } as const

export const registration = source({
  name: 'registration',
  says: 'Cancer registrations: national (NCRD), rapid (RCRD) or a trust’s own primary pathway (COSD)',
  columns: {
    person_id: { says: 'Pseudonymised person', type: 'text', required: true },
    tumour_id: { says: 'Tumour as that registry numbers it', type: 'text', required: true },
    diagnosis_date: { says: 'Date of diagnosis', type: 'day', required: true },
    site_icd10: { says: 'Primary site, ICD-10', type: 'icd10', required: true },
    morphology_icdo3: { says: 'Morphology, ICD-O-3', type: 'text' },
    behaviour_icdo3: {
      says: 'Behaviour: 0 benign, 1 uncertain, 2 in situ, 3 malignant, 5 micro-invasive, 6 metastatic, 9 uncertain primary or metastatic',
      type: 'text',
    },
    basis_of_diagnosis: {
      says: 'Basis of diagnosis, ENCR: 0 death certificate, 6 histology of metastasis, 7 histology of primary; COSD 7.2',
      type: 'text',
    },
    stage_best: { says: 'Best stage', type: 'text' },
    stage_best_system: { says: 'System of the best stage: TNM, UICC, FIGO, …', type: 'text' },
    t_best: { says: 'Best T', type: 'text' },
    n_best: { says: 'Best N', type: 'text' },
    m_best: { says: 'Best M', type: 'text' },
    laterality: { says: 'L, R, M midline, B bilateral, 8 not applicable, 9 not known', type: 'text' },
    er_status: { says: 'Oestrogen receptor: P, N, B, U, X', type: 'text' },
    pr_status: { says: 'Progesterone receptor: P, N, B, U, X', type: 'text' },
    her2_status: { says: 'HER2: P, N, B, U, X', type: 'text' },
    metastatic_site_at_diagnosis: { says: 'COSD metastatic sites at diagnosis, ; between', type: 'text' },
    date_first_surgery: { says: 'First operation for this tumour', type: 'day' },
    route: { says: 'Route to diagnosis, where supplied', type: 'text' },
    screening_status: { says: 'Screening status', type: 'text' },
    registry: { says: 'NCRD, RCRD or COSD', type: 'text' },
    registration_status: { says: 'final or provisional', type: 'text' },
    lsoa_code: { says: 'Area of residence at diagnosis', type: 'text' },
    provider_code: { says: 'Provider', type: 'text' },
  },
  eventDate: ['diagnosis_date'],
  lagMonths: 5,
  family: 'registry',
  keyItems: ['stage_best', 'm_best', 'laterality', 'er_status', 'her2_status', 'morphology_icdo3'],
  itemsOf: { er_status: OF_BREAST, her2_status: OF_BREAST },
})
