import { families } from '../../domain/codes.ts'
import { BLOOD_MORPHOLOGIES, GDO, mainGroup, type Morphologies, NDRS, SINCE_TNM } from './group.ts'

const NOT_BLOOD = { notMorphologies: BLOOD_MORPHOLOGIES, stageableFrom: SINCE_TNM } as const
const NEUROENDOCRINE: Morphologies = [[8150, 8157], [8240, 8249], 8013, 8041]
const BILE_DUCT_CARCINOMA: Morphologies = [[8160, 8162]]
const range = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `C${String(from + i).padStart(2, '0')}`)

export const SOLID = [
  ...mainGroup({ ...NOT_BLOOD, code: 'anus', says: 'Anus', sites: families('C21'), because: NDRS, status: 'verified' }),
  ...mainGroup(
    {
      ...NOT_BLOOD,
      code: 'bladder',
      says: 'Bladder',
      sites: families('C67', 'D090', 'D414'),
      behaviours: ['3', '5', '2', '1'],
      because: NDRS,
      status: 'verified',
    },
    [
      { code: 'bladder_ta_tis', says: 'Non-muscle-invasive urothelial bladder, Ta or Tis', t: ['a', 'is'] },
      { code: 'bladder_t1', says: 'Non-muscle-invasive urothelial bladder, T1', t: ['1'] },
      { code: 'bladder_muscle_invasive', says: 'Muscle-invasive urothelial bladder', t: ['2', '3', '4'] },
      { code: 'bladder_other', says: 'Bladder of unknown stage or other morphology', isRest: true },
    ],
  ),
  ...mainGroup({
    ...NOT_BLOOD,
    code: 'bone',
    says: 'Bone',
    sites: families('C40', 'C41'),
    because: NDRS,
    status: 'verified',
  }),
  ...mainGroup({ ...NOT_BLOOD, code: 'bowel', says: 'Bowel', sites: families('C18', 'C19', 'C20') }, [
    { code: 'colon', says: 'Colon', sites: families('C18') },
    { code: 'rectosigmoid', says: 'Rectosigmoid junction', sites: families('C19') },
    { code: 'rectum', says: 'Rectum', sites: families('C20') },
  ]),
  ...mainGroup({ ...NOT_BLOOD, code: 'breast', says: 'Breast', sites: families('C50') }),
  ...mainGroup(
    {
      ...NOT_BLOOD,
      code: 'unknown_primary',
      says: 'Cancer of unknown primary',
      sites: families('C77', 'C78', 'C79', 'C80'),
      behaviours: ['3', '5', '6', '9'],
      stageableFrom: null,
    },
    [
      {
        code: 'unknown_primary_nodes',
        says: 'Unknown primary, secondary of lymph nodes',
        sites: families('C77'),
      },
      {
        code: 'unknown_primary_organs',
        says: 'Unknown primary, secondary of respiratory and digestive organs',
        sites: families('C78'),
      },
      {
        code: 'unknown_primary_other',
        says: 'Unknown primary, secondary of other and unspecified sites',
        sites: families('C79'),
      },
      {
        code: 'unknown_primary_unspecified',
        says: 'Malignant neoplasm without specification of site',
        sites: families('C80'),
      },
    ],
  ),
  ...mainGroup(
    {
      ...NOT_BLOOD,
      code: 'endocrine',
      says: 'Endocrine, excluding brain',
      sites: families('C73', 'C74', 'C750', 'C754', 'C755', 'C758', 'C759'),
    },
    [
      { code: 'thyroid', says: 'Thyroid', sites: families('C73') },
      { code: 'endocrine_other', says: 'Non-thyroid endocrine glands', isRest: true },
    ],
  ),
  ...mainGroup({ ...NOT_BLOOD, code: 'eye', says: 'Eye', sites: families('C69') }),
  ...mainGroup(
    {
      ...NOT_BLOOD,
      code: 'head_neck',
      says: 'Head and neck',
      sites: families(...range(0, 14), 'C30', 'C31', 'C32'),
      because: `${GDO}: soft palate, base of tongue and tonsil in oropharynx, anterior epiglottis in larynx`,
    },
    [
      {
        code: 'oral_cavity',
        says: 'Oral cavity',
        sites: families('C00', 'C020', 'C021', 'C022', 'C023', 'C028', 'C029', 'C03', 'C04', 'C050', 'C06'),
      },
      {
        code: 'oropharynx',
        says: 'Oropharynx',
        sites: families('C01', 'C024', 'C051', 'C052', 'C09', 'C100', 'C102', 'C103', 'C104', 'C108', 'C109'),
      },
      { code: 'hypopharynx', says: 'Hypopharynx', sites: families('C12', 'C13') },
      { code: 'nasopharynx', says: 'Nasopharynx', sites: families('C11') },
      { code: 'larynx', says: 'Larynx', sites: families('C32', 'C101') },
      { code: 'salivary', says: 'Major salivary glands', sites: families('C07', 'C08') },
      { code: 'nasal_sinus', says: 'Nasal cavity and sinus', sites: families('C300', 'C31') },
      { code: 'head_neck_other', says: 'Middle ear, other and ill-defined head and neck', isRest: true },
    ],
  ),
  ...mainGroup({
    ...NOT_BLOOD,
    code: 'heart_mediastinum',
    says: 'Heart, mediastinum, pleura and other',
    sites: families('C38', 'C39'),
  }),
  ...mainGroup({ ...NOT_BLOOD, code: 'kidney', says: 'Kidney', sites: families('C64') }, [
    { code: 'kidney_clear_cell', says: 'Clear cell kidney', morphologies: [8310] },
    { code: 'kidney_papillary', says: 'Papillary kidney', morphologies: [8260] },
    { code: 'kidney_chromophobe', says: 'Chromophobe kidney', morphologies: [8317] },
    { code: 'kidney_unspecified', says: 'Renal cell carcinoma not otherwise specified', morphologies: [8312] },
    { code: 'wilms', says: 'Wilms tumour', morphologies: [8960] },
    { code: 'kidney_other', says: 'Other kidney', isRest: true },
  ]),
  ...mainGroup(
    { ...NOT_BLOOD, code: 'liver_biliary', says: 'Liver and biliary tract', sites: families('C22', 'C23', 'C24') },
    [
      { code: 'gallbladder', says: 'Gallbladder', sites: families('C23') },
      { code: 'ampulla', says: 'Ampulla of Vater', sites: families('C241') },
      { code: 'cholangiocarcinoma', says: 'Cholangiocarcinoma', sites: families('C221', 'C240', 'C248', 'C249') },
      {
        code: 'cholangiocarcinoma_liver',
        says: 'Cholangiocarcinoma coded to the liver',
        sites: families('C220', 'C229'),
        morphologies: BILE_DUCT_CARCINOMA,
      },
      { code: 'liver', says: 'Liver, excluding intrahepatic cholangiocarcinoma', isRest: true },
    ],
  ),
  ...mainGroup({ ...NOT_BLOOD, code: 'lung', says: 'Lung', sites: families('C33', 'C34') }, [
    { code: 'lung_small_cell', says: 'Small cell lung', morphologies: [[8041, 8045]] },
    { code: 'lung_non_small_cell', says: 'Non-small cell lung', isRest: true },
  ]),
  ...mainGroup({ ...NOT_BLOOD, code: 'mesothelioma', says: 'Mesothelioma', sites: families('C45') }),
  ...mainGroup({ ...NOT_BLOOD, code: 'oesophagus', says: 'Oesophagus', sites: families('C15') }, [
    {
      code: 'oesophagus_upper_middle',
      says: 'Upper and middle third of oesophagus',
      sites: families('C150', 'C151', 'C153', 'C154'),
    },
    { code: 'oesophagus_lower', says: 'Lower third of oesophagus', sites: families('C152', 'C155') },
    { code: 'oesophagus_other', says: 'Oesophagus, overlapping or unspecified', isRest: true },
  ]),
  ...mainGroup({ ...NOT_BLOOD, code: 'pancreas', says: 'Pancreas', sites: families('C25') }, [
    { code: 'pancreas_neuroendocrine', says: 'Pancreas neuroendocrine', morphologies: NEUROENDOCRINE },
    { code: 'pancreas_carcinoma', says: 'Pancreas carcinoma and other', isRest: true },
  ]),
  ...mainGroup({ ...NOT_BLOOD, code: 'penis', says: 'Penis', sites: families('C60'), sex: 'male' }),
  ...mainGroup({ ...NOT_BLOOD, code: 'prostate', says: 'Prostate', sites: families('C61'), sex: 'male' }),
  ...mainGroup({
    ...NOT_BLOOD,
    code: 'renal_pelvis_ureter',
    says: 'Renal pelvis and ureter',
    sites: families('C65', 'C66'),
  }),
  ...mainGroup({ ...NOT_BLOOD, code: 'urethra', says: 'Urethra', sites: families('C680') }),
  ...mainGroup({ ...NOT_BLOOD, code: 'thymus', says: 'Thymus', sites: families('C37') }),
  ...mainGroup({ ...NOT_BLOOD, code: 'small_intestine', says: 'Small intestine', sites: families('C17') }),
  ...mainGroup({ ...NOT_BLOOD, code: 'soft_tissue', says: 'Soft tissue', sites: families('C47', 'C49') }),
  ...mainGroup({
    ...NOT_BLOOD,
    code: 'skin',
    says: 'Skin, melanoma',
    sites: families('C43'),
    because: `${NDRS}: keratinocyte and rare skin cancers (C44) stand outside all cancers and are not counted here`,
  }),
  ...mainGroup({ ...NOT_BLOOD, code: 'stomach', says: 'Stomach', sites: families('C16') }, [
    { code: 'stomach_gist', says: 'Stomach gastrointestinal stromal tumour', morphologies: [8936] },
    { code: 'stomach_cardia', says: 'Stomach cardia', sites: families('C160') },
    {
      code: 'stomach_non_cardia',
      says: 'Stomach non-cardia',
      sites: families('C161', 'C162', 'C163', 'C164', 'C165', 'C166'),
    },
    { code: 'stomach_other', says: 'Stomach, overlapping or unspecified', isRest: true },
  ]),
  ...mainGroup({ ...NOT_BLOOD, code: 'testes', says: 'Testes', sites: families('C62'), sex: 'male' }, [
    { code: 'testes_seminoma', says: 'Seminoma', morphologies: [[9060, 9064]] },
    { code: 'testes_non_seminoma', says: 'Non-seminoma', morphologies: [[9065, 9102]] },
    { code: 'testes_other', says: 'Other testes', isRest: true },
  ]),
]
