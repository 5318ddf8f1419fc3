import type { GatheredRow } from '../../contracts/sources.ts'
import { morphologyOrNull, twoFigures } from '../../domain/codes.ts'
import { type MetastaticSite, siteOfCosd, siteOfIcd10, siteOfTopography } from '../../rules/metastatic-sites.ts'
import { behaviourOf, mCategory, tnmStage } from '../tumours.ts'
import { type Fact, naming, type ValuesOf } from './fact.ts'

const extras = (row: { row_ref: string; recorded_date: Fact['recordedOn']; provider_code: string | null }) => ({
  rowRef: row.row_ref,
  recordedOn: row.recorded_date,
  provider: row.provider_code,
  ordinaryStay: null,
})

/** A registration as a whole, and one fact more for each metastatic site recorded at diagnosis. */
export function registrationFacts(row: GatheredRow<'registration'>): readonly Fact[] {
  const said = naming(row.site_icd10)
  // Behaviour 6 and 9 register a metastasis, 2 an in situ cancer: neither is the primary itself.
  const names = behaviourOf(row) === '2' ? null : said.names
  const m = mCategory(row)
  const values: ValuesOf<'registration'> = {
    registry: row.registry?.toUpperCase() ?? null,
    names,
    m_category: m === null ? null : `m${m}`,
    tnm_stage: tnmStage(row)?.toString() ?? null,
    basis_of_diagnosis: row.basis_of_diagnosis,
    behaviour: behaviourOf(row) || null,
    diagnosed_on: row.diagnosis_date,
  }
  const whole: Fact = {
    ...extras(row),
    view: 'registration',
    source: 'registration',
    values,
    site: siteOfIcd10(row.site_icd10),
    codeSystem: 'icd10',
    code: row.site_icd10,
    named: said.groups,
  }
  // Most registrations record no metastasis.
  if (row.metastatic_site_at_diagnosis === null) return [whole]
  const sites = row.metastatic_site_at_diagnosis
    .split(';')
    .map((code) => code.trim())
    .filter((code) => code !== '')
  return [
    whole,
    ...[...new Set(sites)].map((text): Fact => {
      const site_code = twoFigures(text)
      const siteValues: ValuesOf<'site_at_diagnosis'> = { names, site_code, diagnosed_on: row.diagnosis_date }
      return {
        ...whole,
        view: 'site_at_diagnosis',
        values: siteValues,
        site: siteOfCosd(site_code),
        codeSystem: 'cosd_metastatic_site',
        code: site_code,
      }
    }),
  ]
}

export function nonPrimaryFact(row: GatheredRow<'cosd_non_primary'>): Fact {
  const said = naming(row.original_primary_icd)
  const siteCode = twoFigures(row.metastatic_site)
  const values: ValuesOf<'non_primary'> = {
    pathway: row.pathway,
    metastatic_type: twoFigures(row.metastatic_type),
    site_code: siteCode,
    names: said.names,
    palliative_specialist: row.palliative_specialist_seen?.toUpperCase() ?? null,
    diagnosed_on: row.non_primary_diagnosis_date,
  }
  return {
    ...extras(row),
    view: 'non_primary',
    source: 'cosd_non_primary',
    values,
    site: siteCode === null ? null : siteOfCosd(siteCode),
    codeSystem: 'cosd_metastatic_site',
    code: siteCode,
    named: said.groups,
  }
}

/** ICD-O-3 morphologies of breast carcinoma: ductal, lobular and their mixtures. */
const isBreastMorphology = (morphology: string): boolean => {
  const figure = Number(morphology.slice(0, 4))
  return figure >= 8500 && figure <= 8549
}

/** Regional nodes (4), however the specimen is called: an armpit node is no distant site. */
const natureOf = ({ specimen_nature }: GatheredRow<'cosd_pathology'>, site: MetastaticSite | null): string | null => {
  const nature = specimen_nature?.replace(/^0/, '') ?? null
  return nature === '5' && site === 'node_regional' ? '4' : nature
}

export function specimenFact(row: GatheredRow<'cosd_pathology'>): Fact {
  const morphology = row.morphology === null ? null : morphologyOrNull(row.morphology)
  const site = row.topography === null ? null : siteOfTopography(row.topography)
  const isBreast = /^(C50|T-?04)/i.test(row.topography ?? '')
  const values: ValuesOf<'specimen'> = {
    nature: natureOf(row, site),
    morphology:
      morphology === null
        ? null
        : isBreastMorphology(morphology)
          ? 'breast'
          : morphology.startsWith('8140') || morphology.startsWith('8010')
            ? null
            : 'other',
    behaviour: morphology?.split('/')[1] ?? null,
    place: row.topography === null ? null : isBreast ? 'breast' : site?.startsWith('node') ? 'node' : 'elsewhere',
    taken_on: row.specimen_date,
  }
  return {
    ...extras(row),
    view: 'specimen',
    source: 'cosd_pathology',
    values,
    site,
    codeSystem: 'morphology',
    code: row.morphology,
    named: values.morphology === 'breast' ? ['breast'] : [],
  }
}
