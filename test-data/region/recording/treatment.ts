import { on, textOf, yearOf } from '../calendar.ts'
import type { Chance } from '../chance.ts'
import type { Care, DrugCourse, RadiotherapyCourse, Waiting } from '../care/events.ts'
import { along } from '../disease/incidence.ts'
import { CAPTURE, FILL, SACT_VERSIONS } from '../parameters.ts'
import type { Notebook, Told } from './notebook.ts'

type Version = '2' | '3' | '4'

const INTENT_KNOWN_FROM = on('2014-01-01')
const TWO_DIGIT_INTENT_FROM = on('2017-01-01')
const BONE = /^Z(6[3-9]|7[0-35-9]|80)/

/** Drug courses as the centres send them. */
export function recordDrugs(notebook: Notebook, chance: Chance, care: Care): void {
  let mayBeWrong = true
  for (const course of care.drugs) {
    const sent =
      along(CAPTURE.sact.value, yearOf(course.startedOn)) * (course.oftenUnsent ? CAPTURE.oralAndBoneDrugs.value : 1)
    if (!course.surelySent && !chance.happens(sent)) continue
    const wrong = course.wrongIntent ?? (mayBeWrong && chance.happens(CAPTURE.sactIntentWrong.value))
    mayBeWrong = false
    if (wrong && course.purpose !== 'palliative') care.met.add('palliative-intent-mis-entered')
    writeCourse(notebook, chance, course, wrong, care)
  }
}

function writeCourse(notebook: Notebook, chance: Chance, course: DrugCourse, wrong: boolean, care: Care): void {
  const version: Version =
    course.startedOn >= on(SACT_VERSIONS.four.value)
      ? '4'
      : course.startedOn >= on(SACT_VERSIONS.three.value)
        ? '3'
        : '2'
  const unknown = !wrong && chance.happens(CAPTURE.sactIntentNotKnown.value)
  const palliative = (course.purpose === 'palliative') !== wrong
  const decided = chance.happens(FILL.drugDecisionDate.value)
  const told = toldBy(course, palliative && !unknown, decided)
  const lastDay = course.given[course.given.length - 1]!
  const ended = lastDay + 21 < care.endsOn ? textOf(lastDay + 14) : ''
  const values = {
    sact_version: chance.happens(FILL.sactVersion.value) ? version : '',
    primary_diagnosis: course.diagnosis,
    ...intentOf(chance, course, version, palliative, unknown),
    non_curative_line: version === '4' && palliative && course.line > 0 ? String(course.line) : '',
    regimen: course.regimen,
    regimen_start_date: textOf(course.startedOn),
    regimen_end_date: ended,
    decision_to_treat_date: decided ? textOf(course.decidedOn) : '',
    clinical_trial: chance.happens(0.06) ? '01' : '02',
    end_of_regimen_summary: version === '4' && ended && course.progressed ? chance.pick(['2', '2', '3', '1']) : '',
    provider_code: course.provider,
  }
  const spelling = chance.uniform()
  course.given.forEach((day, cycle) => {
    for (const { name, dose } of course.drugs)
      notebook.write(
        'sact',
        day,
        {
          ...values,
          cycle_number: String(cycle + 1),
          drug_name: spelled(name, spelling),
          administration_date: textOf(day),
          actual_dose: String(dose),
          dose_unit: chance.happens(0.8) ? 'mg' : '',
        },
        told,
      )
  })
}

/** Palliative intent or a drug of metastatic disease alone states it; anything else written for spread is a hint. */
function toldBy(course: DrugCourse, palliative: boolean, decided: boolean): Told | undefined {
  if (!course.episode) return undefined
  const on = decided ? course.decidedOn : course.startedOn
  return { episode: course.episode, how: palliative || course.tells ? 'plainly' : 'weakly', on }
}

function intentOf(
  chance: Chance,
  course: DrugCourse,
  version: Version,
  palliative: boolean,
  unknown: boolean,
): { intent_of_treatment: string; adjunctive_therapy: string } {
  const { purpose } = course
  if (version === '2') {
    const letter = palliative ? 'P' : purpose === 'adjuvant' ? 'A' : purpose === 'neoadjuvant' ? 'N' : 'C'
    return { intent_of_treatment: unknown ? '' : letter, adjunctive_therapy: '' }
  }
  const digit = unknown
    ? version === '4'
      ? '99'
      : chance.pick(['98', '99'])
    : palliative
      ? chance.weighted([
          ['2', 70],
          ['3', 20],
          ['5', 7],
          ['4', 3],
        ] as const)
      : '1'
  const setting = palliative
    ? '3'
    : purpose === 'adjuvant'
      ? '1'
      : purpose === 'neoadjuvant'
        ? '2'
        : chance.pick(['3', '9'])
  const pad = (code: string): string => (version === '4' ? code.padStart(2, '0') : code)
  return {
    intent_of_treatment: pad(digit),
    adjunctive_therapy: chance.happens(FILL.adjunctiveTherapy.value) ? pad(setting) : '',
  }
}

const BRANDS: Readonly<Record<string, string>> = {
  TRASTUZUMAB: 'TRASTUZUMAB (HERCEPTIN)',
  'TRASTUZUMAB EMTANSINE': 'TRASTUZUMAB EMTANSINE (KADCYLA)',
  'NAB-PACLITAXEL': 'PACLITAXEL ALBUMIN BOUND',
  'ZOLEDRONIC ACID': 'ZOLEDRONATE',
  DENOSUMAB: 'DENOSUMAB (XGEVA)',
}

/** Centres write one drug in many ways. */
function spelled(name: string, draw: number): string {
  if (draw < 0.7) return name
  if (draw < 0.9) return name[0]! + name.slice(1).toLowerCase()
  if (draw < 0.95) return name.toLowerCase()
  if (draw < 0.98) return `${name} `
  return BRANDS[name] ?? name
}

export function recordRadiotherapy(
  notebook: Notebook,
  chance: Chance,
  courses: readonly RadiotherapyCourse[],
  personRecord: string,
): void {
  courses.forEach((course, i) => {
    if (!course.wrongRegion && !chance.happens(CAPTURE.rtds.value)) return
    const intentKnown = course.startedOn >= INTENT_KNOWN_FROM || chance.happens(CAPTURE.rtdsIntentBefore2014.value)
    const intent = course.palliative ? '1' : '2'
    const metastasis =
      course.wrongRegion === true || (course.region === 'M' && chance.happens(CAPTURE.rtdsRegionM.value))
    const region = metastasis ? 'M' : course.region === 'M' ? chance.pick(['', 'P', '']) : course.region
    const siteWritten = course.region === 'M' ? chance.happens(FILL.anatomicalSite.value) : course.site !== ''
    const site = siteWritten ? course.site : ''
    const decided = chance.happens(FILL.radiotherapyDecisionDate.value)
    notebook.write(
      'rtds',
      course.startedOn,
      {
        prescription_id: `x${personRecord}-${i}`,
        radiotherapy_diagnosis_icd: course.diagnosis,
        decision_to_treat_date: decided ? textOf(course.decidedOn) : '',
        treatment_start_date: textOf(course.startedOn),
        treatment_end_date: textOf(course.endedOn),
        radiotherapy_intent: !intentKnown ? '' : course.startedOn >= TWO_DIGIT_INTENT_FROM ? `0${intent}` : intent,
        treatment_region: region,
        anatomical_site: site && chance.happens(0.04) ? `${site}0`.slice(0, 4) : site,
        prescribed_dose: String(course.dose),
        prescribed_fractions: String(course.fractions),
        provider_code: course.provider,
      },
      toldByRadiotherapy(course, metastasis, intentKnown, site, decided ? course.decidedOn : course.startedOn),
    )
  })
}

function toldByRadiotherapy(
  course: RadiotherapyCourse,
  metastasis: boolean,
  intentKnown: boolean,
  site: string,
  on: number,
): Told | undefined {
  if (!course.episode) return undefined
  const namesOrgan = intentKnown && course.palliative && (BONE.test(site) || site.startsWith('Z0'))
  const secondary = /^C7[789]/.test(course.diagnosis)
  return { episode: course.episode, how: metastasis || namesOrgan || secondary ? 'plainly' : 'weakly', on }
}

export function recordWaits(notebook: Notebook, waits: readonly Waiting[]): void {
  for (const wait of waits) {
    const dayNumber = wait.decidedOn ?? wait.treatedOn ?? wait.endedOn ?? wait.seenOn ?? wait.referredOn
    if (dayNumber === undefined) continue
    const text = (value: number | null | undefined): string =>
      value === undefined || value === null ? '' : textOf(value)
    const told =
      wait.episode && tellsSomething(wait)
        ? { episode: wait.episode, how: wait.how ?? 'weakly', on: firstDayOf(wait, dayNumber) }
        : undefined
    notebook.write(
      'cwt',
      dayNumber,
      {
        cancer_treatment_event_type: wait.event,
        patient_status: wait.status ?? '',
        primary_diagnosis_icd: wait.icd,
        cancer_treatment_modality: wait.modality,
        cancer_treatment_period_start_date: text(wait.decidedOn),
        treatment_start_date: text(wait.treatedOn),
        diagnosis_pathway_end_date: text(wait.endedOn),
        mdt_date: text(wait.mdtOn),
        date_first_seen: text(wait.seenOn),
        metastatic_site: wait.site ?? '',
        referral_date: text(wait.referredOn),
        source_of_referral: wait.referredOn === undefined ? '' : '03',
        provider_code: wait.provider,
      },
      told,
    )
  }
}

/** Whether the row says anything of its episode: a first or subsequent treatment without a metastatic site does not. */
function tellsSomething({ event, site, icd, episode }: Waiting): boolean {
  if (event === '01' || event === '02') return site !== undefined || /^C7[789]/.test(icd)
  const locoregional = episode?.extent === 'local' || episode?.extent === 'regional'
  return locoregional || (event !== '03' && event !== '04') || site !== undefined || /^C7[789]/.test(icd)
}

/** The earliest day on which the row could date what it says; the referral itself is a suspicion. */
const firstDayOf = ({ decidedOn, mdtOn, seenOn, endedOn }: Waiting, otherwise: number): number =>
  Math.min(...[decidedOn, mdtOn, seenOn, endedOn].map((day) => day ?? otherwise))
