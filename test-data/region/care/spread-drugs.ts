import { on } from '../calendar.ts'
import { otherCancer } from '../disease/other-cancers.ts'
import { RADIOTHERAPY_CENTRE } from '../geography.ts'
import { CARE, DELAY } from '../parameters.ts'
import { openOn, SPREAD_REGIMENS } from './drugs.ts'
import type { DrugCourse } from './events.ts'
import { knownPrimary, type SpreadCare } from './spread-plan.ts'

interface Line {
  readonly name: string
  readonly drugs: readonly { readonly name: string; readonly dose: number }[]
  readonly everyDays: number
  readonly tells: boolean
}

/** Lines of treatment one after another until life or treatment ends, with bone drugs beside them. */
export function systemicTreatment(given: SpreadCare): void {
  const { chance, life, care, episode } = given
  const provider = chance.happens(0.7) ? life.trust : RADIOTHERAPY_CENTRE[life.trust]!
  let decidedOn = episode.actedOn + chance.delay(DELAY.sact.value)
  for (let line = 1; line <= 5; line++) {
    const startedOn = decidedOn + chance.whole(5, 18)
    if (startedOn >= care.endsOn - 5) break
    const regimen = regimenFor(given, line, startedOn)
    const lasts = Math.floor(chance.exponential(line === 1 ? 300 : 150)) + 21
    const cycles = Math.max(1, Math.min(14, Math.floor(lasts / regimen.everyDays)))
    const days = Array.from({ length: cycles }, (_, i) => startedOn + i * regimen.everyDays).filter(
      (day) => day < care.endsOn - 3,
    )
    if (days.length === 0) break
    care.drugs.push(courseFor(given, { ...regimen, line, decidedOn, startedOn, days, provider, oftenUnsent: false }))
    if (regimen.everyDays === 21)
      for (const day of days)
        if (chance.happens(CARE.chemotherapyDayCaseCoded.value * 0.8))
          care.stay({
            admittedOn: day,
            dischargedOn: day,
            method: '13',
            patientClass: chance.happens(0.5) ? '2' : '3',
            specialty: '370',
            provider,
            main: 'Z511',
            others: [knownPrimary(episode, day)],
            operations: [['X723', day]],
            episode,
          })
    if (chance.happens(CARE.stopsAfterALine.value)) break
    decidedOn = startedOn + lasts + chance.whole(7, 60)
  }
  if (episode.tumour.group === 'breast' && episode.sites.includes('bone') && chance.happens(CARE.boneDrugForBone.value))
    boneDrug(given, provider)
}

function regimenFor({ chance, episode }: SpreadCare, line: number, startedOn: number): Line {
  const { tumour } = episode
  if (tumour.subtype) {
    const regimens = SPREAD_REGIMENS[tumour.subtype]
    const open = openOn(line === 1 ? regimens.first : regimens.later, startedOn)
    const chosen = chance.weighted(open.length > 0 ? open : openOn(SPREAD_REGIMENS.triple_negative.later, startedOn))
    // Ribociclib and abemaciclib moved into adjuvant use, so from then on they prove nothing by themselves.
    const ambiguous =
      (chosen.name.startsWith('ABEMACICLIB') && startedOn >= on('2022-07-20')) ||
      (chosen.name.startsWith('RIBOCICLIB') && startedOn >= on('2025-08-01')) ||
      (chosen.name === 'TRASTUZUMAB EMTANSINE' && startedOn >= on('2020-06-10'))
    return { ...chosen, tells: chosen.tells && !ambiguous }
  }
  const [name, drugs] = chance.pick(otherCancer(tumour.group).palliativeRegimens)
  return {
    name,
    drugs: drugs.map((drug) => ({ name: drug, dose: chance.whole(50, 400) })),
    everyDays: 21,
    tells: false,
  }
}

function courseFor(
  { episode }: SpreadCare,
  of: Line & {
    line: number
    decidedOn: number
    startedOn: number
    days: readonly number[]
    provider: string
    oftenUnsent: boolean
  },
): DrugCourse {
  return {
    decidedOn: of.decidedOn,
    startedOn: of.startedOn,
    diagnosis: knownPrimary(episode, of.startedOn),
    purpose: 'palliative',
    line: of.line,
    regimen: of.name,
    drugs: of.drugs,
    given: of.days,
    provider: of.provider,
    episode,
    tells: of.tells,
    oftenUnsent: of.oftenUnsent,
    progressed: of.line > 0,
  }
}

function boneDrug(given: SpreadCare, provider: string): void {
  const { chance, care, episode } = given
  const denosumab = episode.actedOn >= on('2012-10-24') && chance.happens(CARE.denosumabForBone.value)
  const startedOn = episode.actedOn + chance.delay(DELAY.sact.value) + chance.whole(14, 60)
  const every = 28
  const count = Math.max(1, Math.min(12, Math.floor(chance.exponential(360) / every)))
  const days = Array.from({ length: count }, (_, i) => startedOn + i * every).filter((day) => day < care.endsOn - 3)
  if (days.length === 0) return
  const drugs = denosumab ? [{ name: 'DENOSUMAB', dose: 120 }] : [{ name: 'ZOLEDRONIC ACID', dose: 4 }]
  care.drugs.push({
    ...courseFor(given, {
      name: drugs[0]!.name,
      drugs,
      everyDays: every,
      tells: denosumab && days.length >= 2,
      line: 0,
      decidedOn: startedOn - 7,
      startedOn,
      days,
      provider,
      oftenUnsent: true,
    }),
    purpose: chance.happens(CARE.boneDrugCalledPalliative.value) ? 'palliative' : 'curative',
    progressed: false,
  })
}
