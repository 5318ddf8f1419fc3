import type { Chance } from '../chance.ts'
import type { Episode } from '../disease/course.ts'
import { RADIOTHERAPY_CENTRE } from '../geography.ts'
import type { Life } from '../life.ts'
import { CAPTURE, DELAY, LOCOREGIONAL } from '../parameters.ts'
import type { Care } from './events.ts'

/** What is done for a breast cancer that comes back in the breast, the chest wall or the nodes beside it. */
export function locoregionalCare(chance: Chance, life: Life, care: Care, episode: Episode): void {
  const { actedOn, tumour, extent, chestWall } = episode
  if (actedOn >= care.endsOn) return
  const provider = life.trust
  const side = tumour.side === 'L' ? 'Z943' : 'Z942'
  const regional = extent === 'regional'
  const local = !regional
  care.clinics.push({ on: actedOn + chance.whole(0, 8), specialty: '103', provider })
  care.scans.push({ on: actedOn + chance.whole(0, 20), modality: 'C02X', region: 'chest', provider })
  care.specimens.push({
    on: actedOn + chance.whole(0, 8),
    nature: regional ? '4' : '9',
    morphology: tumour.morphology,
    topography: regional ? 'T08710' : 'T04000',
    provider,
    episode,
  })
  if (chance.happens(LOCOREGIONAL.operated.value)) {
    const on = actedOn + chance.delay(DELAY.hospital.value) + 5
    const node = chance.weighted([
      ['C773', 70],
      ['C770', 18],
      ['C771', 7],
      ['C779', 5],
    ] as const)
    const code = chestWall ? 'T011' : regional ? 'T852' : chance.pick(['B283', 'B274'])
    care.stay({
      admittedOn: on,
      dischargedOn: on + chance.whole(0, 3),
      method: '11',
      patientClass: '1',
      specialty: '103',
      provider,
      main: local ? tumour.site : node,
      others: local ? (chestWall ? ['C792'] : []) : [tumour.site],
      episode,
      operations: [
        [code, on],
        [side, on],
      ],
    })
  }
  if (chance.happens(LOCOREGIONAL.inWaitingTimes.value))
    care.waits.push({
      event: chance.weighted([
        [regional ? '04' : '03', 82],
        ['06', 8],
        ['02', 10],
      ] as const),
      icd: tumour.site,
      modality: chance.pick(['01', '05', '02']),
      decidedOn: actedOn + chance.delay(DELAY.cwt.value),
      treatedOn: actedOn + 30,
      provider,
      episode,
      how: 'plainly',
    })
  const share = (CAPTURE.cosdByTrust.value as Readonly<Record<string, number>>)[life.trust]!
  if (chance.happens(share))
    care.nonPrimaries.push({
      on: actedOn,
      pathway: 'recurrence',
      icd: tumour.site,
      type: regional ? '02' : '01',
      sites: [regional ? '12' : chestWall ? '08' : '97'],
      emergency: false,
      palliative: false,
      provider,
      episode,
    })
  if (chance.happens(LOCOREGIONAL.gpLetterCoded.value))
    care.gpCodes.push({
      on: actedOn + chance.delay(DELAY.gp.value),
      concept: regional ? 'axillary node secondary' : 'local recurrence of breast cancer',
      episode,
    })
  if (chance.happens(LOCOREGIONAL.radiotherapy.value)) {
    const startedOn = actedOn + chance.whole(40, 120)
    if (startedOn < care.endsOn)
      care.radiotherapy.push({
        decidedOn: startedOn - 20,
        startedOn,
        endedOn: startedOn + 20,
        diagnosis: tumour.site,
        palliative: false,
        region: regional ? 'R' : 'P',
        site: '',
        dose: 40,
        fractions: 15,
        provider: RADIOTHERAPY_CENTRE[provider]!,
      })
  }
  if (chance.happens(LOCOREGIONAL.chemotherapy.value)) {
    const startedOn = actedOn + chance.whole(40, 90)
    const given = Array.from({ length: 4 }, (_, i) => startedOn + i * 21).filter((on) => on < care.endsOn)
    if (given.length > 0)
      care.drugs.push({
        decidedOn: startedOn - 10,
        startedOn,
        diagnosis: tumour.site,
        purpose: 'curative',
        line: 0,
        regimen: 'CAPECITABINE',
        drugs: [{ name: 'CAPECITABINE', dose: 2150 }],
        given,
        provider,
        tells: false,
        oftenUnsent: false,
        progressed: false,
      })
  }
}
