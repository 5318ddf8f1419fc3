import type { Site } from '../disease/course.ts'
import { RADIOTHERAPY_CENTRE } from '../geography.ts'
import { CAPTURE, CARE, DELAY } from '../parameters.ts'
import { emergencyAdmission } from './emergency-admission.ts'
import { knownPrimary, type Plan, type SpreadCare } from './spread-plan.ts'

/** Complaints that bring people with spread to hospital, by organ. */
export const SYMPTOMS: Readonly<Record<Site, readonly string[]>> = {
  bone: ['M844', 'M549', 'M495', 'E835', 'G952'],
  liver: ['R17X', 'R101', 'K729'],
  lung: ['R060', 'J189', 'J90X'],
  pleura: ['J91X', 'J90X', 'R060'],
  brain: ['R568', 'G936', 'R51X'],
  cns_other: ['G952', 'R298'],
  node_distant: ['R590', 'R104'],
  peritoneum: ['R18X', 'K566'],
  mediastinum: ['I871', 'R060'],
  adrenal: ['R531', 'E274'],
  ovary: ['R190', 'R104'],
  skin: ['L989', 'L031'],
  bowel: ['K566', 'K922'],
  other: ['R634', 'R53X'],
}

/** Planned stays, unplanned stays and the last one; organs are added as the disease goes on. */
export function hospitalStays({ chance, life, care, episode, wish }: SpreadCare, plan: Plan): void {
  const { actedOn, sites, onsetOn } = episode
  const provider = life.trust
  const centre = RADIOTHERAPY_CENTRE[provider]!
  const site = sites[0]
  const symptom = (): string =>
    site ? chance.pick(SYMPTOMS[chance.pick(sites)]) : chance.pick(['D649', 'A419', 'J189'])
  const query = DELAY.queryCode.value
  if (site && episode.type !== 'new' && chance.happens(query.share)) {
    const on = onsetOn - chance.whole(1, query.upToDaysEarly)
    care.stay({
      admittedOn: on,
      dischargedOn: on + chance.whole(0, 4),
      method: '21',
      patientClass: '1',
      specialty: '300',
      provider,
      main: symptom(),
      others: [knownPrimary(episode, on)],
      operations: [],
      episode,
    })
  }
  const untreated = !plan.systemic && plan.radiotherapy === 'none'
  if (chance.happens(CARE.plannedStayAtSpread.value[untreated ? 'untreated' : 'treated'])) {
    const on = actedOn + chance.delay(DELAY.hospital.value)
    care.stay({
      admittedOn: on,
      dischargedOn: on + chance.whole(0, 3),
      method: chance.happens(0.6) ? '11' : '13',
      patientClass: chance.happens(0.6) ? '2' : '1',
      specialty: chance.pick(['370', '800', '103']),
      provider,
      main: chance.happens(0.5) ? knownPrimary(episode, on) : symptom(),
      others: [knownPrimary(episode, on)],
      operations: chance.happens(0.3) ? [['T124', on]] : [],
      episode,
    })
  }
  const until = Math.min(care.endsOn, actedOn + 12 * 365)
  const rate =
    CARE.unplannedAdmissionsPerYear.value *
    (wish.treatment === 'endocrine-only' || wish.treatment === 'none' ? 0.25 : untreated ? 0.5 : 1)
  for (
    let on = actedOn + 10 + Math.floor(chance.exponential(365 / rate));
    on < until;
    on += 7 + Math.floor(chance.exponential(365 / rate))
  )
    emergencyAdmission(chance, care, on, {
      main: chance.happens(0.6) ? symptom() : chance.pick(['A419', 'J189', 'R509', 'I269', 'N179']),
      others: chance.happens(1 - CAPTURE.hospitalWithoutPrimary.value) ? [knownPrimary(episode, on)] : [],
      specialty: chance.pick(['300', '370', '800']),
      // Some emergencies reach another trust, whose coders know only what they are told.
      provider: chance.happens(CARE.emergencyElsewhere.value) ? chance.weighted(life.area.trusts) : provider,
      centre,
      stayDays: chance.whole(1, 12),
      episode,
    })
  if (
    wish.treatment !== 'none' && wish.treatment !== 'endocrine-only'
      ? chance.happens(CARE.terminalAdmission.value)
      : chance.happens(CARE.terminalAdmissionUntreated.value)
  ) {
    const on = care.endsOn - chance.whole(1, 25)
    if (on > actedOn && care.endsOn < until + 1)
      emergencyAdmission(chance, care, on, {
        main: symptom(),
        others: [knownPrimary(episode, on), 'Z515'],
        specialty: chance.pick(['300', '315']),
        provider,
        centre,
        stayDays: 30,
        episode,
      })
  }
}
