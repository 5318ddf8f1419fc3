/** Disease of the breast, chest wall and nearby nodes; second primaries; what only looks like a return. */
import {
  early,
  GP,
  gp,
  mastectomy,
  medicine,
  metastatic,
  nonPrimary,
  radiotherapy,
  registered,
  specimen,
  stay,
  waiting,
} from '../steps/patient.ts'
import { story } from './story.ts'

const right2012 = [registered('2012-03-05', early), mastectomy('2012-03-20')]
const left2020 = registered('2020-06-01', { ...early, laterality: 'L', tumour_id: 'left' })

story(
  'a second primary in the other breast, operated on with its axilla',
  [right2012, left2020, mastectomy('2020-06-20'), stay('2020-06-21', 'C509;C773', { opertn: 'T852' })],
  { distant: 'none', before: [] },
)

story(
  'a second primary whose surgery came before its registered date',
  [right2012, mastectomy('2020-05-20'), left2020],
  { distant: 'none', before: [] },
)

story('the same side operated on again eight years later', [right2012, mastectomy('2020-06-20')], {
  distant: 'none',
  before: ['local probable 2020-06-20'],
})

story(
  'adjuvant chemotherapy for the second primary',
  [
    right2012,
    left2020,
    mastectomy('2020-06-20'),
    medicine('2020-08-01', 'docetaxel', { intent_of_treatment: '1' }),
    medicine('2020-11-01', 'capecitabine'),
  ],
  { distant: 'none', before: [] },
)

story(
  'chemotherapy for the second primary, entered as palliative',
  [right2012, left2020, mastectomy('2020-06-20'), medicine('2020-08-01', 'docetaxel', { intent_of_treatment: '2' })],
  { distant: 'recurrence possible' },
)

story(
  'capecitabine after a local recurrence was cut out',
  [right2012, waiting('2019-05-01', '03'), mastectomy('2019-05-10'), medicine('2019-07-01', 'capecitabine')],
  { distant: 'none', before: ['local definite 2019-05-01'] },
)

story(
  'spread after two breast cancers belongs to the more advanced',
  [
    registered('2012-03-05', { ...early, stage_best: '3', tumour_id: 'right' }),
    mastectomy('2012-03-20'),
    registered('2016-06-01', { ...early, stage_best: '1', laterality: 'L', tumour_id: 'left' }),
    mastectomy('2016-06-20'),
    specimen('2021-02-01'),
    waiting('2021-02-20', '05'),
  ],
  { distant: 'recurrence definite', onset: '2021-02-01', diseaseFreeDays: 1687 },
)

story(
  'metastatic at the diagnosis of the second primary',
  [
    right2012,
    registered('2020-06-01', { ...metastatic, laterality: 'L', tumour_id: 'left' }),
    stay('2020-06-10', 'C795'),
  ],
  { distant: 'new definite', onset: '2020-06-01' },
)

story(
  'two cancers found together, one in each breast',
  [
    registered('2019-03-05', { ...early, tumour_id: 'right' }),
    registered('2019-03-05', { ...early, laterality: 'L', tumour_id: 'left' }),
    mastectomy('2019-04-01'),
  ],
  { distant: 'none', before: [], nearMiss: 'none' },
)

story('a supraclavicular node years on, alone', [right2012, stay('2019-04-01', 'C770;C509')], {
  distant: 'none',
  before: ['regional possible 2019-04-01'],
})

story(
  'a supraclavicular node with palliative chemotherapy',
  [right2012, stay('2019-04-01', 'C770;C509'), medicine('2019-05-01', 'paclitaxel', { intent_of_treatment: '3' })],
  { distant: 'recurrence probable', onset: '2019-05-01' },
)

story('nodules in the skin of the chest wall', [right2012, stay('2019-04-01', 'C792;C509')], {
  distant: 'none',
  before: ['local possible 2019-04-01'],
})

story('the skin of the breast, in a Read code', [right2012, gp('2019-04-01', 'B582600', 'read2')], {
  distant: 'none',
  nearMiss: 'none',
})

story(
  'regional, then distant recurrence years later',
  [
    right2012,
    nonPrimary('2016-02-01', { metastatic_type: '02' }),
    nonPrimary('2020-02-01', { metastatic_type: '03', metastatic_site: '03' }),
  ],
  { distant: 'recurrence probable', onset: '2020-02-01', sites: 'liver', before: ['regional probable 2016-02-01'] },
)

story(
  'a multiple recurrence that the chest wall explains',
  [right2012, waiting('2019-04-01', '06'), waiting('2019-04-20', '03')],
  { distant: 'recurrence possible', before: ['local definite 2019-04-01'] },
)

story(
  'axillary nodes of a melanoma of the arm',
  [
    right2012,
    registered('2019-01-05', { site_icd10: 'C436', tumour_id: 'melanoma', laterality: null, stage_best: '3' }),
    stay('2019-02-01', 'C436;C773', { opertn: 'T852' }),
    gp('2019-02-10', 'B563', 'read2'),
  ],
  { distant: 'none', before: [] },
)

story(
  'nodes and “not applicable” as metastatic site at diagnosis',
  [registered('2021-03-05', { ...early, metastatic_site_at_diagnosis: '12;97', registry: 'COSD' })],
  { distant: 'none' },
)

story(
  'isolated tumour cells in the marrow are not metastasis',
  [registered('2021-03-05', { stage_best: '2', stage_best_system: 'TNM', m_best: '0I+' })],
  { distant: 'none' },
)

story(
  'diagnosed by a biopsy of the axilla, and staged M0',
  [registered('2021-03-05', { ...early, basis_of_diagnosis: '6' })],
  { distant: 'none' },
)

story('diagnosed by a biopsy of a metastasis, unstaged', [registered('2021-03-05', { basis_of_diagnosis: '6' })], {
  distant: 'new probable',
})

story(
  'a cyst of the scar and the ribs: palliative radiotherapy to the chest wall',
  [right2012, radiotherapy('2019-03-01', { radiotherapy_intent: '1', anatomical_site: 'Z74' })],
  { distant: 'recurrence possible' },
)

story(
  'in situ cancer only, then bone codes and radiotherapy',
  [
    registered('2015-03-05', { site_icd10: 'D051', behaviour_icdo3: '2' }),
    gp('2015-04-01', GP.breastCancer),
    radiotherapy('2020-02-01', { treatment_region: 'M', radiotherapy_intent: '1' }),
    stay('2020-02-10', 'C795'),
  ],
  { distant: 'recurrence probable historical_primary_unregistered' },
)
