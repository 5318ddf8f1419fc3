import { textOf } from '../calendar.ts'
import type { Chance } from '../chance.ts'
import type { Attendance, Care, Clinic, Scan, Stay } from '../care/events.ts'
import { SITE_CODES } from '../care/site-codes.ts'
import { type Course, type Episode, isBreast, isInvasiveBreast, sitesBy, type Tumour } from '../disease/course.ts'
import { CUT, type Life } from '../life.ts'
import { CAPTURE, FILL, NOISE } from '../parameters.ts'
import type { Notebook, Told } from './notebook.ts'

/** How the hospitals' coders deal with one person. */
export interface Coding {
  /** These coders never write the secondary code for this person. */
  readonly neverSpread: boolean
  readonly remembered: readonly Tumour[]
}

export const codingFor = (chance: Chance, course: Course): Coding => ({
  neverSpread: chance.happens(CAPTURE.hospitalNeverCoded.value),
  remembered: course.tumours,
})

export function recordStays(notebook: Notebook, chance: Chance, care: Care, life: Life, coding: Coding): void {
  let spell = 0
  for (const stay of [...care.stays].sort((a, b) => a.admittedOn - b.admittedOn)) {
    spell++
    const { diagnoses, told } = diagnosesOf(chance, stay, coding)
    const twoEpisodes =
      stay.patientClass === '1' &&
      stay.dischargedOn - stay.admittedOn > 4 &&
      chance.happens(FILL.secondConsultantEpisode.value)
    const middle = twoEpisodes ? chance.whole(stay.admittedOn + 1, stay.dischargedOn - 1) : stay.dischargedOn
    // An unfinished version of a stay that was sent before it ended.
    if (chance.happens(FILL.unfinishedVersion.value))
      episodeRow(
        notebook,
        chance,
        stay,
        `s${life.index.toString(36)}-${spell}`,
        1,
        stay.admittedOn,
        CUT + 1,
        diagnoses.slice(0, 1),
        undefined,
        false,
      )
    const spellId = `s${life.index.toString(36)}-${spell}`
    episodeRow(notebook, chance, stay, spellId, 1, stay.admittedOn, middle, diagnoses, told, !twoEpisodes)
    if (twoEpisodes)
      episodeRow(notebook, chance, stay, spellId, 2, middle, stay.dischargedOn, diagnoses.slice(0, 6), undefined, true)
  }
}

/** What a coder makes of a stay: the diagnoses in order, and the episode they tell of. */
function diagnosesOf(
  chance: Chance,
  stay: Stay,
  coding: Coding,
): { diagnoses: readonly string[]; told: Told | undefined } {
  const diagnoses = [stay.main, ...stay.others]
  let told: Told | undefined
  const { episode } = stay
  if (
    episode &&
    episode.sites.length > 0 &&
    episode.extent === 'distant' &&
    !coding.neverSpread &&
    chance.happens(CAPTURE.hospitalStayCoded.value)
  ) {
    diagnoses.splice(
      chance.happens(FILL.spreadAsMainDiagnosis.value) ? 0 : Math.min(1, diagnoses.length),
      0,
      ...spreadCodes(chance, episode, stay.admittedOn),
    )
    told = { episode, how: 'weakly' }
  } else if (episode && (episode.extent === 'local' || episode.extent === 'regional')) told = { episode, how: 'weakly' }
  const carriesCancer = diagnoses.some((code) => code.startsWith('C'))
  for (const tumour of coding.remembered) {
    if (carriesCancer || tumour.behaviour === '2' || stay.admittedOn < tumour.diagnosedOn + 200) continue
    if (stay.clear && isInvasiveBreast(tumour)) continue
    if (chance.happens(NOISE.primaryCopiedForward.value)) diagnoses.push(tumour.site)
    else if (isBreast(tumour) && chance.happens(NOISE.historyCode.value)) diagnoses.push('Z853')
  }
  if (stay.clear === 'Z08') diagnoses.unshift('Z080')
  else if (stay.clear === 'Z853' && !diagnoses.includes('Z853')) diagnoses.push('Z853')
  if (stay.wrong) {
    if (stay.wrong.deep)
      while (diagnoses.length < 11) diagnoses.push(chance.pick(['I10X', 'E119', 'M199', 'Z867', 'F329', 'J459']))
    diagnoses.push(...stay.wrong.codes)
  }
  return { diagnoses, told }
}

function spreadCodes(chance: Chance, episode: Episode, dayNumber: number): readonly string[] {
  const codes = sitesBy(episode, dayNumber)
    .filter(() => chance.happens(FILL.eachSiteCoded.value))
    .map((site) => SITE_CODES[site].icd10)
  if (codes.length === 0) codes.push(SITE_CODES[episode.sites[0]!].icd10)
  if (chance.happens(FILL.spreadOfUnspecifiedSite.value)) return ['C799']
  if (chance.happens(FILL.nodesCodedBeside.value)) codes.push(chance.pick(['C773', 'C779', 'C798']))
  return codes
}

function episodeRow(
  notebook: Notebook,
  chance: Chance,
  stay: Stay,
  spellId: string,
  order: number,
  from: number,
  to: number,
  diagnoses: readonly string[],
  told: Told | undefined,
  last: boolean,
): void {
  const unfinished = to > CUT
  const died = stay.diedInHospital === true && last
  const operations = order === 1 ? stay.operations : []
  notebook.write(
    'apc',
    from,
    {
      spell_id: spellId,
      provider_code: stay.provider,
      admidate: textOf(stay.admittedOn),
      admimeth: stay.method,
      admisorc: stay.transfer ? '51' : '19',
      disdate: stay.dischargedOn > CUT ? '' : textOf(stay.dischargedOn),
      dismeth: stay.dischargedOn > CUT ? '8' : died ? '4' : '1',
      disdest: died ? '79' : chance.happens(0.95) ? '19' : '51',
      epiorder: String(order),
      epistart: textOf(from),
      epiend: unfinished ? '' : textOf(to),
      epistat: unfinished ? '1' : '3',
      epitype: stay.main === 'O800' ? '2' : stay.main === 'Z380' ? '3' : '1',
      classpat: stay.patientClass,
      mainspef: stay.specialty,
      tretspef: stay.specialty,
      diag: diagnoses,
      opertn: operations.map(([code]) => code),
      opdate: operations.map(([code, on]) => (code.startsWith('Z') ? '' : textOf(on))),
    },
    unfinished ? undefined : told,
  )
}

export function recordClinics(notebook: Notebook, chance: Chance, clinics: readonly Clinic[], coding: Coding): void {
  for (const clinic of clinics) {
    const { episode } = clinic
    const codes =
      episode && episode.extent === 'distant' && !coding.neverSpread && chance.happens(CAPTURE.outpatientCoded.value)
        ? [episode.tumour.site, ...spreadCodes(chance, episode, clinic.on)]
        : undefined
    const attended = chance.happens(FILL.appointmentAttended.value)
    const told: Told | undefined = codes && episode ? { episode, how: 'weakly' } : undefined
    notebook.write(
      'op',
      clinic.on,
      {
        appointment_date: textOf(clinic.on),
        attended: told || attended ? '5' : chance.pick(['3', '2', '7']),
        tretspef: clinic.specialty,
        provider_code: clinic.provider,
        diag: codes ?? clinic.diagnoses ?? ['R69X'],
        opertn: clinic.operations,
      },
      told,
    )
  }
}

const ACUITY = [
  '1064891000000107',
  '1064911000000105',
  '1064901000000108',
  '1077241000000103',
  '1077251000000100',
] as const
const AMBULANCE = '1048031000000100'

export function recordAttendances(notebook: Notebook, chance: Chance, attendances: readonly Attendance[]): void {
  for (const { on, provider, admitted } of attendances) {
    notebook.write('ecds', on, {
      arrival_date: textOf(on),
      attendance_category: chance.happens(0.94) ? '1' : chance.pick(['2', '3', '4']),
      department_type: admitted
        ? '01'
        : chance.weighted([
            ['01', 68],
            ['03', 22],
            ['05', 8],
            ['02', 2],
          ] as const),
      acuity: chance.happens(0.9) ? (admitted ? chance.pick(ACUITY.slice(0, 3)) : chance.pick(ACUITY.slice(2))) : '',
      arrival_mode: chance.happens(admitted ? 0.6 : 0.25) ? AMBULANCE : '',
      discharge_destination: admitted ? '306706006' : '306689006',
      provider_code: provider,
    })
  }
}

export function recordScans(notebook: Notebook, chance: Chance, scans: readonly Scan[]): void {
  for (const { on, modality, region, provider } of scans)
    notebook.write('imaging', on, {
      imaging_date: textOf(on),
      modality,
      body_region: region,
      outcome: chance.happens(FILL.imagingOutcome.value) ? chance.pick(['01', '02', '09']) : '',
      provider_code: provider,
    })
}
