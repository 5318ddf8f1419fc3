import { families } from '../../domain/codes.ts'
import { BLOOD_MORPHOLOGIES, GDO, mainGroup } from './group.ts'

const MALIGNANT_OR_NOT_SAID = ['3', '5']
const BENIGN_OR_UNCERTAIN = ['0', '1']
const ENDOCRINE = families('C751', 'C752', 'C753', 'D352', 'D353', 'D354', 'D443', 'D444', 'D445')
const NERVOUS = families('C70', 'C71', 'C72', 'D32', 'D33', 'D42', 'D43', 'D18')

/** Brain, meninges, other central nervous system and the glands inside the skull, by behaviour; lymphoma of brain is blood cancer. */
export const BRAIN = mainGroup(
  {
    code: 'brain',
    says: 'Brain, meningeal and other primary central nervous system tumours',
    sites: [...NERVOUS, ...ENDOCRINE],
    notMorphologies: BLOOD_MORPHOLOGIES,
    behaviours: [...MALIGNANT_OR_NOT_SAID, ...BENIGN_OR_UNCERTAIN],
    stageableFrom: null,
    because: `${GDO}: four types by behaviour; C70–C72, C75.1–3, D32–D33, D35.2–4, D42–D43, D44.3–5`,
    status: 'verified',
  },
  [
    {
      code: 'brain_malignant',
      says: 'Malignant brain',
      sites: NERVOUS,
      behaviours: MALIGNANT_OR_NOT_SAID,
    },
    {
      code: 'brain_non_malignant',
      says: 'Non-malignant brain',
      sites: NERVOUS,
      behaviours: BENIGN_OR_UNCERTAIN,
    },
    {
      code: 'brain_endocrine_benign',
      says: 'Benign endocrine',
      sites: ENDOCRINE,
      behaviours: ['0'],
    },
    {
      code: 'brain_endocrine_non_benign',
      says: 'Non-benign endocrine',
      sites: ENDOCRINE,
      behaviours: ['1', ...MALIGNANT_OR_NOT_SAID],
    },
  ],
)
