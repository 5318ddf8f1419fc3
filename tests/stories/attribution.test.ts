/** Several primaries: whose spread it is, and what is said when nobody can tell. */
import {
  clinic,
  died,
  early,
  GP,
  gp,
  mastectomy,
  medicine,
  registered,
  specimen,
  stay,
  waiting,
} from '../steps/patient.ts'
import { story } from './story.ts'

const breast2012 = [registered('2012-03-05', early), mastectomy('2012-03-20')]
const another = (when: string, site: string, stage: string) =>
  registered(when, { site_icd10: site, tumour_id: site, laterality: null, stage_best: stage, stage_best_system: 'TNM' })

story(
  'a lung cancer, then lung and pleural secondaries',
  [breast2012, another('2021-01-10', 'C341', '3'), stay('2021-03-01', 'C780;C782'), stay('2021-05-01', 'C780')],
  {
    distant: 'none',
    nearMiss:
      'hospital-distant-organ: the spread is attributed to lung cancer; a row named breast cancer as the origin',
  },
)

story(
  'a lung cancer, then bone disease for which waiting times name the breast',
  [breast2012, another('2018-01-10', 'C341', '1'), waiting('2021-03-01', '05'), stay('2021-03-10', 'C795')],
  { distant: 'recurrence definite', attribution: 'attributed' },
)

story(
  'an ovarian cancer, then disease of the peritoneum',
  [breast2012, another('2020-11-01', 'C56', '3'), stay('2021-03-01', 'C786'), stay('2021-05-01', 'C786')],
  { distant: 'none' },
)

story(
  'a bowel cancer of some years ago, then liver disease: nobody can tell',
  [breast2012, another('2019-01-10', 'C187', '2'), stay('2021-03-01', 'C787'), stay('2021-05-01', 'C787')],
  {
    distant: 'recurrence possible',
    attribution: 'uncertain',
    sentence:
      'Distant recurrence, breast, dated 1 March 2021 (between 2 March 2019 and 1 May 2021). Possible: a hospital code repeated 30 to 365 days later in another stay, provider or organ. It may belong to another cancer (breast or bowel), so it counts as possible at most. First sign: a hospital stay or appointment codes a secondary cancer of a distant organ. 2 items from 1 source. The primary was diagnosed on 5 March 2012. Disease-free for 3268 days.',
  },
)

story(
  'stays that code the bowel cancer beside its liver secondaries',
  [breast2012, another('2020-12-10', 'C187', '3'), stay('2021-03-01', 'C187;C787'), stay('2021-05-01', 'C187;C787')],
  {
    distant: 'none',
    nearMiss: 'hospital-distant-organ: the row codes another cancer and not the breast; the row coded breast cancer',
  },
)

story(
  'a GP letter that names the colon as origin',
  [breast2012, gp('2021-02-20', GP.fromColon), stay('2021-03-01', 'C787'), stay('2021-05-01', 'C787')],
  { distant: 'none' },
)

story(
  'a bowel cancer ten years later casts no doubt on an old GP letter',
  [
    breast2012,
    gp('2014-02-20', GP.bone),
    gp('2014-03-20', GP.secondary),
    waiting('2014-03-01', '10'),
    another('2024-06-10', 'C187', '2'),
  ],
  { distant: 'recurrence probable', onset: '2014-02-20', attribution: 'attributed' },
)

story(
  'died of metastatic lung cancer, with the breast cancer of long ago mentioned',
  [breast2012, died('2021-07-01', 'C349', 'C349;C780;C509')],
  { distant: 'none' },
)

story(
  'everolimus for a kidney cancer',
  [
    breast2012,
    another('2018-01-10', 'C64', '3'),
    medicine('2021-03-01', 'everolimus', { primary_diagnosis: 'C64', intent_of_treatment: '2' }),
  ],
  { distant: 'none' },
)

story(
  'fulvestrant names the breast, whatever else there was',
  [
    breast2012,
    another('2018-01-10', 'C541', '1'),
    stay('2021-03-01', 'C780'),
    medicine('2021-03-20', 'fulvestrant', { primary_diagnosis: null }),
  ],
  { distant: 'recurrence probable', attribution: 'attributed' },
)

story(
  'an unknown primary that a biopsy shows to be of the breast',
  [
    waiting('2021-01-10', '07', { primary_diagnosis_icd: 'C80' }),
    specimen('2021-02-01', { topography: 'C220', morphology: '8500/6' }),
  ],
  {
    distant: 'indeterminate definite historical_primary_unregistered',
    onset: '2021-01-10',
    attribution: 'unregistered_primary',
  },
)

story(
  'a brain tumour is no origin of liver disease',
  [breast2012, another('2020-12-01', 'C719', '4'), stay('2021-03-01', 'C787'), stay('2021-05-01', 'C787')],
  { distant: 'recurrence probable', attribution: 'attributed' },
)

story('somebody with no breast cancer at all', [another('2020-12-01', 'C341', '4'), stay('2021-03-01', 'C787')], {
  distant: 'none',
  nearMiss: 'none',
})

story(
  'a man with breast cancer',
  [
    registered('2015-05-01', early),
    mastectomy('2015-06-01'),
    waiting('2019-01-02', '05'),
    clinic('2019-01-20', 'C795;C509'),
  ],
  { distant: 'recurrence definite', onset: '2019-01-02' },
)

story(
  'a cancer of the pancreas usually spreads, so a pleural effusion of cancer with the breast coded beside it is not settled',
  [breast2012, another('2018-01-10', 'C250', '3'), stay('2021-03-01', 'C782;C509'), stay('2021-05-01', 'C782;C509')],
  { distant: 'recurrence possible', attribution: 'uncertain' },
)

story(
  'the breast coded beside liver spread is no naming of its origin, where the bowel could have spread as well',
  [
    breast2012,
    another('2018-01-10', 'C187', '3'),
    stay('2021-03-01', 'C787;C509'),
    stay('2021-05-01', 'C787;C509', { provider_code: 'RXB' }),
  ],
  { distant: 'recurrence possible', attribution: 'uncertain' },
)
