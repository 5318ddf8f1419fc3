import { mainGroup, NDRS_NAMES } from './group.ts'

const ACROSS = { crossesSites: true, stageableFrom: null, because: NDRS_NAMES, status: 'unverified' } as const

/** Groups by histology alone. Their tumours also stand in the group of their site, so the families are never added up. */
export const CROSS_SITE = [
  ...mainGroup({ ...ACROSS, code: 'kaposi', says: 'Kaposi sarcoma', morphologies: [9140] }),
  ...mainGroup(
    {
      ...ACROSS,
      code: 'sarcoma',
      says: 'Sarcoma',
      morphologies: [
        [8800, 8936],
        [8990, 8991],
        9020,
        [9040, 9044],
        [9120, 9138],
        [9150, 9252],
        [9260, 9261],
        9364,
        [9370, 9372],
        [9540, 9571],
        [9580, 9581],
      ],
    },
    [
      { code: 'sarcoma_osteosarcoma', says: 'Osteosarcoma', morphologies: [[9180, 9195]] },
      { code: 'sarcoma_chondrosarcoma', says: 'Chondrosarcoma', morphologies: [[9220, 9243]] },
      { code: 'sarcoma_ewing', says: 'Ewing sarcoma', morphologies: [9260, 9364] },
      { code: 'sarcoma_chordoma', says: 'Chordoma', morphologies: [[9370, 9372]] },
      { code: 'sarcoma_gist', says: 'Gastrointestinal stromal tumour', morphologies: [8936] },
      { code: 'sarcoma_leiomyosarcoma', says: 'Leiomyosarcoma', morphologies: [[8890, 8896]] },
      { code: 'sarcoma_liposarcoma', says: 'Liposarcoma', morphologies: [[8850, 8858]] },
      { code: 'sarcoma_synovial', says: 'Synovial sarcoma', morphologies: [[9040, 9043]] },
      { code: 'sarcoma_rhabdomyosarcoma', says: 'Rhabdomyosarcoma', morphologies: [[8900, 8921]] },
      { code: 'sarcoma_mpnst', says: 'Malignant peripheral nerve sheath tumour', morphologies: [9540, 9561, 9571] },
      { code: 'sarcoma_dfsp', says: 'Dermatofibrosarcoma protuberans', morphologies: [[8832, 8833]] },
      { code: 'sarcoma_endometrial_stromal', says: 'Endometrial stromal sarcoma', morphologies: [[8930, 8931]] },
      { code: 'sarcoma_phyllodes', says: 'Phyllodes', morphologies: [9020] },
      { code: 'sarcoma_vascular', says: 'Vascular sarcoma', morphologies: [[9120, 9138]] },
      { code: 'sarcoma_other', says: 'Other sarcoma', isRest: true },
    ],
  ),
  ...mainGroup({
    ...ACROSS,
    code: 'neuroendocrine',
    says: 'Neuroendocrine neoplasms, any site',
    morphologies: [8013, [8150, 8156], [8240, 8249]],
  }),
]
