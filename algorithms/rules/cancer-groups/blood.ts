import { families } from '../../domain/codes.ts'
import { BLOOD_MORPHOLOGIES, GDO, mainGroup, SINCE_COSD } from './group.ts'

/**
 * Blood cancers go by histology and behaviour, ICD-O-3 revision 1, and by ICD-10 only where no histology is recorded.
 * Ann Arbor, Binet and ISS count as stages; acute leukaemia, chronic myeloid disease and the like have none.
 */
export const BLOOD = mainGroup(
  {
    code: 'blood',
    says: 'Blood cancer (haematological neoplasms)',
    morphologies: BLOOD_MORPHOLOGIES,
    sitesWithoutMorphology: families(
      ...Array.from({ length: 16 }, (_, i) => `C${81 + i}`),
      ...['D45', 'D46', 'D471', 'D473', 'D474', 'D475'],
    ),
    stageableFrom: null,
    because: `${GDO}: by ICD-O-3 morphology and behaviour, never by ICD-10`,
  },
  [
    {
      code: 'aml',
      says: 'Acute myeloid leukaemia',
      morphologies: [9840, 9861, [9865, 9867], [9869, 9874], 9891, [9895, 9898], 9910, 9911, 9920, 9930, 9931],
      sitesWithoutMorphology: families('C920', 'C923', 'C924', 'C925', 'C926', 'C928', 'C930', 'C940', 'C942', 'C944'),
    },
    {
      code: 'all',
      says: 'Acute lymphoblastic leukaemia',
      morphologies: [
        [9811, 9818],
        [9835, 9837],
        [9727, 9729],
      ],
      sitesWithoutMorphology: families('C910', 'C835'),
    },
    {
      code: 'cml',
      says: 'Chronic myeloid leukaemia',
      morphologies: [9863, 9875],
      sitesWithoutMorphology: families('C921'),
    },
    {
      code: 'cmml',
      says: 'Chronic myelomonocytic leukaemia',
      morphologies: [9945],
      sitesWithoutMorphology: families('C931'),
    },
    {
      code: 'cll_sll',
      says: 'Chronic lymphocytic leukaemia and small lymphocytic lymphoma',
      morphologies: [9823, 9670],
      sitesWithoutMorphology: families('C911', 'C830'),
      stageableFrom: SINCE_COSD,
    },
    {
      code: 'hodgkin',
      says: 'Hodgkin lymphoma',
      morphologies: [[9650, 9667]],
      sitesWithoutMorphology: families('C81'),
      stageableFrom: SINCE_COSD,
    },
    {
      code: 'follicular',
      says: 'Follicular lymphoma',
      morphologies: [9597, 9690, 9691, 9695, 9698],
      sitesWithoutMorphology: families('C82'),
      stageableFrom: SINCE_COSD,
    },
    {
      code: 'dlbcl',
      says: 'Diffuse large B-cell lymphoma and other high-grade mature B-cell neoplasms',
      morphologies: [[9678, 9680], 9684, 9687, 9688, 9712, 9735, 9737, 9738, 9826],
      sitesWithoutMorphology: families('C833', 'C837', 'C852'),
      stageableFrom: SINCE_COSD,
    },
    {
      code: 'mantle',
      says: 'Mantle cell lymphoma',
      morphologies: [9673],
      sitesWithoutMorphology: families('C831'),
      stageableFrom: SINCE_COSD,
    },
    {
      code: 'marginal_zone',
      says: 'Marginal zone lymphoma',
      morphologies: [9689, 9699],
      sitesWithoutMorphology: families('C884'),
      stageableFrom: SINCE_COSD,
    },
    {
      code: 'lymphoplasmacytic',
      says: 'Lymphoplasmacytic lymphoma and Waldenström macroglobulinaemia',
      morphologies: [9671, 9761],
      sitesWithoutMorphology: families('C880'),
      stageableFrom: SINCE_COSD,
    },
    {
      code: 'mature_t_nk',
      says: 'Mature T-cell and NK-cell neoplasms',
      morphologies: [[9700, 9709], 9714, [9716, 9719], [9724, 9726], 9827, 9831, 9834, 9948],
      sitesWithoutMorphology: families('C84', 'C86'),
      stageableFrom: SINCE_COSD,
    },
    {
      code: 'myeloma',
      says: 'Myeloma',
      morphologies: [9732],
      sitesWithoutMorphology: families('C900'),
      stageableFrom: SINCE_COSD,
    },
    {
      code: 'polycythaemia_vera',
      says: 'Polycythaemia vera',
      morphologies: [9950],
      sitesWithoutMorphology: families('D45'),
    },
    {
      code: 'essential_thrombocythaemia',
      says: 'Essential thrombocythaemia',
      morphologies: [9962],
      sitesWithoutMorphology: families('D473'),
    },
    { code: 'blood_other', says: 'Other haematological neoplasms', isRest: true },
  ],
)
