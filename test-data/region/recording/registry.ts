import { on, textOf } from '../calendar.ts'
import type { Chance } from '../chance.ts'
import type { Care } from '../care/events.ts'
import { SITE_CODES } from '../care/site-codes.ts'
import type { Course, Episode, Site, Tumour } from '../disease/course.ts'
import { ageOn, covered, CUT, FROM, type Life } from '../life.ts'
import { BREAST, CAPTURE, EXTRACT, FILL, LAG_DAYS } from '../parameters.ts'
import type { Notebook, Told } from './notebook.ts'

const NCRD_FROM = on(EXTRACT.registryFrom.value)
const NCRD_TO = on(EXTRACT.ncrdTo.value)
const RCRD_FROM = on(EXTRACT.rcrdFrom.value)
const COSD_FROM = on(EXTRACT.cosdFrom.value)

interface Registration {
  readonly notebook: Notebook
  readonly chance: Chance
  readonly life: Life
  readonly care: Care
  readonly tumour: Tumour
  /** Spread that was there at diagnosis. */
  readonly spread: Episode | undefined
  readonly number: number
}

/** Every tumour as the registries hold it: national, rapid and the trust's own, each with its own number and errors. */
export function recordRegistrations(
  notebook: Notebook,
  chance: Chance,
  life: Life,
  care: Care,
  course: Course,
  registered: boolean,
): void {
  if (registered) wrongPrimaries(notebook, chance, life, course)
  course.tumours.forEach((tumour, i) => {
    const here = covered(life, tumour.diagnosedOn) || (!life.movedIn && tumour.diagnosedOn < FROM)
    if (!registered) return
    if (!here && !chance.happens(CAPTURE.registeredWhenElsewhere.value)) return
    const spread = course.episodes.find(
      (episode) => episode.tumour === tumour && episode.extent === 'distant' && episode.type === 'new',
    )
    const one: Registration = { notebook, chance, life, care, tumour, spread, number: i }
    if (tumour.diagnosedOn >= NCRD_FROM && tumour.diagnosedOn <= NCRD_TO && chance.happens(CAPTURE.ncrd.value))
      national(one)
    if (here && tumour.diagnosedOn >= RCRD_FROM) rapid(one)
    const byTrust = CAPTURE.registeredCosdByTrust.value as Readonly<Record<string, number>>
    if (here && tumour.diagnosedOn >= COSD_FROM && chance.happens(byTrust[life.trust]!)) trustRecord(one)
  })
}

const ORGAN_PRIMARY: Partial<Record<Site, string>> = {
  lung: 'C349',
  liver: 'C229',
  brain: 'C719',
  ovary: 'C56',
  bowel: 'C189',
}

/** A rapid registration that takes the spread for a primary of the organ it reached. */
function wrongPrimaries(notebook: Notebook, chance: Chance, life: Life, course: Course): void {
  for (const { extent, sites, actedOn } of course.episodes) {
    const site = sites.map((one) => ORGAN_PRIMARY[one]).find((code) => code !== undefined)
    if (
      extent !== 'distant' ||
      site === undefined ||
      actedOn < RCRD_FROM ||
      !covered(life, actedOn) ||
      !chance.happens(CAPTURE.wrongPrimaryForSpread.value)
    )
      continue
    notebook.writeAs('registration', actedOn, actedOn + notebook.lag(LAG_DAYS.registration.value), {
      tumour_id: `RX${life.personId.slice(4, 12)}`,
      diagnosis_date: textOf(actedOn),
      site_icd10: site,
      morphology_icdo3: chance.pick(['8010', '8000', '']),
      behaviour_icdo3: '3',
      stage_best: '',
      registry: 'RCRD',
      registration_status: 'provisional',
      lsoa_code: life.area.code,
      provider_code: life.trust,
    })
  }
}

/** Registries write a three-character code as it is; hospitals pad it with X. */
const unfilled = (site: string): string => (site.endsWith('X') ? site.slice(0, 3) : site)

const idOf = ({ life, number }: Registration, letter: string): string =>
  `${letter}${life.personId.slice(4, 12)}${number + 1}`

interface Staging {
  readonly stage_best: string
  readonly stage_best_system: string
  readonly t_best: string
  readonly n_best: string
  readonly m_best: string
  readonly told: Told | undefined
}

const UNSTAGED: Omit<Staging, 'told'> = { stage_best: '', stage_best_system: '', t_best: '', n_best: '', m_best: '' }

function staging(one: Registration, recorded: number, recordedOthers: number): Staging {
  const { chance, tumour, spread, care } = one
  if (care.wronglyMetastatic.has(tumour)) return { ...metastatic(chance), told: undefined }
  if (tumour.stage === null) return { ...UNSTAGED, told: undefined }
  if (tumour.stage === 0)
    return { stage_best: '0', stage_best_system: 'TNM 8', t_best: 'is', n_best: '0', m_best: '0', told: undefined }
  const early = chance.happens(CAPTURE.registryCallsSpreadEarly.value)
  const upstaged =
    tumour.stage !== 4 && spread !== undefined && chance.happens(FILL.registryRaisesStageAfterStaging.value)
  if ((tumour.stage === 4 && !early) || upstaged) {
    if (chance.happens(upstaged ? 1 : recorded))
      return { ...metastatic(chance), told: spread ? { episode: spread, how: 'plainly' } : undefined }
    return { ...UNSTAGED, stage_best: chance.pick(['X', '', '?', 'U']), told: undefined }
  }
  if (!chance.happens(recordedOthers)) return { ...UNSTAGED, stage_best: chance.pick(['X', '', 'U']), told: undefined }
  const stage = Math.min(tumour.stage, 3)
  const letter = chance.pick(['A', 'B', ''])
  return {
    stage_best: `${stage}${letter}`,
    stage_best_system: chance.pick(['TNM 7', 'TNM 8', 'UICC 8']),
    t_best: String(Math.min(4, stage + (chance.happens(0.3) ? 1 : 0))),
    n_best: tumour.nodePositive ? chance.pick(['1', '1a', '2']) : '0',
    m_best: chance.happens(FILL.mOfNonMetastatic.value) ? '0' : chance.pick(['', 'X']),
    told: undefined,
  }
}

const metastatic = (chance: Chance): Omit<Staging, 'told'> => ({
  stage_best: chance.happens(0.95) ? '4' : '4A',
  stage_best_system: chance.pick(['TNM 7', 'TNM 8', 'UICC 8']),
  t_best: chance.pick(['', '2', '3', '4', 'X']),
  n_best: chance.pick(['', '1', '2', 'X']),
  m_best: chance.happens(FILL.mOfMetastatic.value) ? chance.pick(['1', '1', '1a', '1c']) : '',
})

function national(one: Registration): void {
  const { notebook, chance, tumour, spread } = one
  tumour.ids.NCRD = idOf(one, 'N')
  const { told: ofStage, ...staged } = staging(one, CAPTURE.stageOfMetastaticNcrd.value, CAPTURE.stageOfOthers.value)
  const fromMetastasis = spread !== undefined && chance.happens(CAPTURE.metastasisAsBasis.value)
  const recordedOn = Math.max(tumour.diagnosedOn + Math.floor(LAG_DAYS.ncrd.value * chance.between(0.8, 1.2)), FROM)
  const told = ofStage ?? (fromMetastasis ? { episode: spread, how: 'weakly' as const } : undefined)
  notebook.writeAs(
    'registration',
    tumour.diagnosedOn,
    Math.min(recordedOn, CUT),
    {
      ...shared(one),
      ...staged,
      ...receptors(one, FILL.receptorsNational.value),
      tumour_id: tumour.ids.NCRD,
      diagnosis_date: textOf(tumour.diagnosedOn),
      site_icd10: unfilled(tumour.site),
      basis_of_diagnosis: fromMetastasis
        ? '6'
        : chance.weighted([
            ['7', 88],
            ['2', 6],
            ['5', 3],
            ['1', 3],
          ] as const),
      route: routeOf(one),
      registry: 'NCRD',
      registration_status: 'final',
    },
    told,
  )
}

function rapid(one: Registration): void {
  const { notebook, chance, life, tumour } = one
  const missing = CAPTURE.rcrdMissing.value * (ageOn(life, tumour.diagnosedOn) > 75 ? 1.5 : 0.8)
  const recordedOn = tumour.diagnosedOn + notebook.lag(LAG_DAYS.registration.value)
  if (chance.happens(missing) || recordedOn > CUT) return
  tumour.ids.RCRD = idOf(one, 'R')
  const { told: ofStage, ...staged } = staging(one, CAPTURE.stageOfMetastaticRcrd.value, FILL.stageOfOthersRcrd.value)
  const wrong = chance.happens(CAPTURE.rcrdWrong.value)
  const shift = wrong ? chance.whole(15, 75) * (chance.happens(0.5) ? 1 : -1) : 0
  const site =
    wrong && chance.happens(FILL.rapidErrorIsOfSite.value)
      ? `${tumour.site.slice(0, 3)}${tumour.site.endsWith('X') ? '' : '9'}`
      : unfilled(tumour.site)
  const told = ofStage
  notebook.writeAs(
    'registration',
    Math.min(CUT, tumour.diagnosedOn + shift),
    recordedOn,
    {
      ...shared(one),
      ...staged,
      tumour_id: tumour.ids.RCRD,
      diagnosis_date: textOf(Math.min(CUT, tumour.diagnosedOn + shift)),
      site_icd10: site,
      basis_of_diagnosis: '',
      registry: 'RCRD',
      registration_status: 'provisional',
    },
    told,
  )
}

function trustRecord(one: Registration): void {
  const { notebook, chance, tumour, spread } = one
  const recordedOn = tumour.diagnosedOn + notebook.lag(LAG_DAYS.cosd_non_primary.value)
  if (recordedOn > CUT) return
  tumour.ids.COSD = idOf(one, 'C')
  const { told: ofStage, ...staged } = staging(one, FILL.stageOfMetastaticTrust.value, FILL.stageOfOthersTrust.value)
  const named =
    spread !== undefined &&
    tumour.stage === 4 &&
    spread.sites.length > 0 &&
    chance.happens(CAPTURE.cosdSiteAtDiagnosis.value)
  const sites = named
    ? spread.sites.map((site) => SITE_CODES[site].cosd).join(';')
    : tumour.nodePositive && chance.happens(FILL.regionalNodesAsSiteAtDiagnosis.value)
      ? '12'
      : chance.happens(FILL.siteAtDiagnosisNotApplicable.value)
        ? '97'
        : ''
  const told: Told | undefined = named ? { episode: spread, how: 'plainly' } : ofStage
  const agreedOn = Math.min(
    CUT,
    tumour.diagnosedOn + (chance.happens(FILL.trustDateDiffers.value) ? chance.whole(0, 6) : 0),
  )
  notebook.writeAs(
    'registration',
    agreedOn,
    recordedOn,
    {
      ...shared(one),
      ...staged,
      ...receptors(one, FILL.receptorsTrust.value),
      tumour_id: tumour.ids.COSD,
      diagnosis_date: textOf(agreedOn),
      site_icd10: unfilled(tumour.site),
      basis_of_diagnosis: chance.happens(0.8) ? (named && chance.happens(0.15) ? '7.2' : '7.1') : '',
      metastatic_site_at_diagnosis: sites,
      registry: 'COSD',
      registration_status: 'provisional',
    },
    told,
  )
}

function shared({ chance, life, tumour, care }: Registration): Record<string, string> {
  const operatedOn = tumour.operatedOn !== null && tumour.operatedOn < care.endsOn ? tumour.operatedOn : null
  return {
    morphology_icdo3: chance.happens(FILL.morphology.value) ? tumour.morphology.slice(0, 4) : '',
    behaviour_icdo3: tumour.behaviour,
    laterality: tumour.side !== '8' ? (chance.happens(FILL.laterality.value) ? tumour.side : '9') : '8',
    date_first_surgery: operatedOn !== null && chance.happens(FILL.dateOfFirstSurgery.value) ? textOf(operatedOn) : '',
    screening_status: tumour.screenDetected ? '1' : '',
    lsoa_code: life.area.code,
    provider_code: life.trust,
  }
}

function receptors({ chance, tumour }: Registration, known: number): Record<string, string> {
  if (tumour.subtype === null || !chance.happens(known)) return {}
  const hormone = tumour.subtype.startsWith('hr+')
  const her2 = tumour.subtype.includes('her2+')
  return {
    er_status: hormone ? 'P' : 'N',
    pr_status: chance.happens(0.6) ? (hormone && chance.happens(0.8) ? 'P' : 'N') : chance.pick(['', 'X']),
    her2_status: chance.happens(FILL.her2NotKnown.value)
      ? 'U'
      : her2
        ? chance.happens(BREAST.borderlineHer2.value)
          ? 'B'
          : 'P'
        : chance.happens(BREAST.borderlineHer2.value)
          ? 'B'
          : 'N',
  }
}

function routeOf({ chance, tumour }: Registration): string {
  if (tumour.emergency) return 'Emergency presentation'
  if (tumour.screenDetected) return 'Screening'
  return chance.weighted([
    ['Urgent suspected cancer', 55],
    ['GP referral', 26],
    ['Other outpatient', 10],
    ['Inpatient elective', 4],
    ['Unknown', 5],
  ] as const)
}

/** COSD recurrences and pathology of a person. */
export function recordCancerOutcomes(notebook: Notebook, chance: Chance, care: Care): void {
  for (const record of care.nonPrimaries) {
    const values = {
      non_primary_diagnosis_date: textOf(record.on),
      pathway: record.pathway,
      original_primary_icd: chance.happens(FILL.originalPrimary.value) ? record.icd : '',
      method_of_detection: chance.pick(['1', '4', '9', '']),
      source_of_referral: record.emergency ? chance.pick(['01', '10', '04']) : chance.pick(['05', '03', '05', '']),
      palliative_specialist_seen: record.palliative ? 'Y' : chance.pick(['N', '']),
      provider_code: record.provider,
    }
    for (const site of record.sites) {
      const told: Told | undefined = record.episode
        ? {
            episode: record.episode,
            how: record.type === '03' || site !== '97' || record.episode.type === 'relapse' ? 'plainly' : 'weakly',
          }
        : undefined
      notebook.write(
        'cosd_non_primary',
        record.on,
        {
          ...values,
          metastatic_type: record.type,
          metastatic_site: chance.happens(FILL.siteUnknown.value) && record.type ? '07' : site,
        },
        told,
      )
    }
  }
  const byTrust = CAPTURE.pathologyByTrust.value as Readonly<Record<string, number>>
  for (const specimen of care.specimens) {
    if (!chance.happens(byTrust[specimen.provider] ?? 0.5)) continue
    const metastatic = specimen.nature === '5' || specimen.morphology.endsWith('6')
    const told: Told | undefined = specimen.episode
      ? { episode: specimen.episode, how: metastatic ? 'plainly' : 'weakly' }
      : undefined
    notebook.write(
      'cosd_pathology',
      specimen.on,
      {
        specimen_date: textOf(specimen.on),
        specimen_nature: specimen.nature,
        morphology: specimen.morphology,
        topography: specimen.topography,
        provider_code: specimen.provider,
      },
      told,
    )
  }
}
