import { source } from '../source.ts'

export const cosdPathology = source({
  name: 'cosd_pathology',
  says: 'COSD pathology: specimens with their nature, morphology and topography',
  columns: {
    person_id: { says: 'Pseudonymised person', type: 'text', required: true },
    specimen_date: { says: 'Date of the specimen', type: 'day', required: true },
    specimen_nature: {
      says: '1 primary, 2 further excision, 4 regional nodes, 5 metastatic site other than regional nodes, 9 not known',
      type: 'text',
    },
    morphology: { says: 'Morphology, SNOMED M or ICD-O', type: 'text' },
    topography: { says: 'Topography, SNOMED T code or ICD-10', type: 'text' },
    provider_code: { says: 'Provider', type: 'text' },
  },
  eventDate: ['specimen_date'],
  rejectedWhenAllAbsent: ['specimen_nature', 'morphology'],
  lagMonths: 3,
  family: 'registry',
  keyItems: ['specimen_nature', 'morphology', 'topography'],
})
