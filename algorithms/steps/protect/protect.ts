import type { GatherCounts } from '../../contracts/gather-counts.ts'
import { inKeyOrder } from '../../contracts/key-order.ts'
import type { Completeness, Lag, Population, Tally, TrueCount } from '../../contracts/results/internal.ts'
import type { PublishedName, PublishedRow } from '../../contracts/results/published.ts'
import { type DisclosureManifestRow, disclosureManifest } from '../../contracts/results/restricted.ts'
import { OF_STRATA, PROTECTED_WIDTH } from '../../rules/disclosure.ts'
import { type CellFigure, measureOf } from '../../rules/measures.ts'
import { ALL_PROVIDERS } from '../completeness.ts'
import { TALLIES } from '../tallies.ts'
import { benchmarkRows } from './benchmark.ts'
import { canIUseThisRows } from './can-i-use-this.ts'
import { equityGaps } from './equity.ts'
import { outcomeRows } from './outcomes.ts'
import { publishedRates } from './published-rates.ts'
import { areaVariations } from './variation.ts'
import { trueCells } from './cells.ts'
import { protectedAttrition, protectedCompleteness } from './extract.ts'
import { protectedFigure } from './figures.ts'
import { decideCounts } from './hide.ts'
import type { Safe } from './safe.ts'
import type { Placing, Protected, PublishSetting } from './setting.ts'

/** What count found. Nothing here is safe. */
export interface TrueFigures {
  readonly counts: readonly TrueCount[]
  readonly population: readonly Population[]
  readonly tallies: readonly Tally[]
  readonly completeness: readonly Completeness[]
  readonly lags: readonly Lag[]
  readonly gathered: GatherCounts
}

/** Every published table, sorted by key. */
export type SafeTables = { readonly [N in PublishedName]: readonly Safe<PublishedRow<N>>[] }

export interface ProtectedTables {
  readonly tables: SafeTables
  readonly manifest: readonly DisclosureManifestRow[]
  /** Hidden small counts that someone who knows which are small narrows below the protected width. */
  readonly narrow: number
}

/** What the manifest and the summary of a run say of its publication. */
export const publicationWarnings = (narrow: number, isOfStrata: boolean): readonly string[] => [
  ...(isOfStrata ? [OF_STRATA] : []),
  ...(narrow > 0
    ? [
        `Narrow hidden counts: ${narrow}. Someone who knew which counts are hidden for being small could tell each of these to within ${PROTECTED_WIDTH} numbers; restricted/disclosure_manifest names them. Before anything is released, have whoever answers for disclosure look at them: most are rows of few people cut finely.`,
      ]
    : []),
]

/** True figures as they may be published, and for the custodian alone what each cell gives away. */
export function protect(figures: TrueFigures, setting: PublishSetting): ProtectedTables {
  const cellsOf = (table: CellFigure) => trueCells(measureOf(table), setting, figures.counts, figures.population)
  const cells = {
    recurrent_cancer_counts: cellsOf('recurrent_cancer_counts'),
    people_living_with: cellsOf('people_living_with'),
    source_overlap: cellsOf('source_overlap'),
    emergency_presentation_rates: cellsOf('emergency_presentation_rates'),
    stage_at_diagnosis: cellsOf('stage_at_diagnosis'),
  } satisfies Record<CellFigure, unknown>
  // One decision over all tables: a count that stands in two of them is hidden in both or in neither.
  const decided = decideCounts(Object.values(cells).flat(), setting.geography, setting.coverage)
  const figure = <F extends CellFigure>(table: F): Protected<F> => {
    return protectedFigure(table, cells[table], decided, setting)
  }
  const recurrent_cancer_counts = figure('recurrent_cancer_counts')
  const people_living_with = figure('people_living_with')
  const source_overlap = figure('source_overlap')
  const emergency_presentation_rates = figure('emergency_presentation_rates')
  const stage_at_diagnosis = figure('stage_at_diagnosis')
  const cohort_attrition = protectedAttrition(figures.gathered, figures.tallies, setting)
  const data_completeness = protectedCompleteness(figures.completeness, figures.lags, setting)
  const manifest = inKeyOrder(disclosureManifest, [
    ...recurrent_cancer_counts.manifest,
    ...people_living_with.manifest,
    ...source_overlap.manifest,
    ...emergency_presentation_rates.manifest,
    ...stage_at_diagnosis.manifest,
    ...cohort_attrition.manifest,
    ...data_completeness.manifest,
  ])
  const shown = {
    recurrent_cancer_counts: recurrent_cancer_counts.rows,
    people_living_with: people_living_with.rows,
    emergency_presentation_rates: emergency_presentation_rates.rows,
    stage_at_diagnosis: stage_at_diagnosis.rows,
  }
  const rates = publishedRates(shown)
  const boards = [...new Set(rates.map(({ cell }) => cell.geographyCode))]
  const outcome_estimates = outcomeRows(figures.counts, boards, setting)
  return {
    tables: {
      recurrent_cancer_counts: recurrent_cancer_counts.rows,
      people_living_with: people_living_with.rows,
      source_overlap: source_overlap.rows,
      emergency_presentation_rates: emergency_presentation_rates.rows,
      stage_at_diagnosis: stage_at_diagnosis.rows,
      outcome_estimates,
      area_variation: areaVariations(Object.values(cells).flat(), rates, setting),
      equity_gap: equityGaps(rates, deprivationKnown(data_completeness.rows), setting),
      benchmark_panel: benchmarkRows({ ...shown, outcome_estimates }, rates, setting),
      can_i_use_this: canIUseThisRows(rates, data_completeness.rows, setting),
      cohort_attrition: cohort_attrition.rows,
      data_completeness: data_completeness.rows,
    },
    manifest,
    narrow: manifest.filter(isNarrow).length,
  }
}

/** Per cent of registered people whose neighbourhood is known, as published, by the first day of the financial year. */
const deprivationKnown = (
  completeness: readonly PublishedRow<'data_completeness'>[],
): ReadonlyMap<number, number | null> =>
  new Map(
    completeness
      .filter(
        ({ source, item, provider_code }) =>
          source === 'person' && item === 'lsoa_code' && provider_code === ALL_PROVIDERS,
      )
      .map((row) => [row.period_start, row.percent]),
  )

const isNarrow = ({ reason, attacker_low, attacker_high }: DisclosureManifestRow): boolean =>
  reason === 'small_number' && attacker_high !== null && attacker_high - (attacker_low ?? 0) < PROTECTED_WIDTH

/** How people were placed, in whole per cent of everyone. */
export function placingOf(tallies: readonly Tally[]): Placing {
  const people = (by: string) => tallies.find((row) => row.tally === TALLIES.placed && row.detail === by)?.people ?? 0
  const practice = people('practice')
  const residence = people('residence')
  const everyone = practice + residence + people('nowhere')
  const basis = practice >= residence ? 'registered' : 'resident'
  const share = (count: number) => Math.round((100 * count) / everyone)
  const otherwise =
    basis === 'registered'
      ? { count: residence, says: 'by where they live, because their practice is not known' }
      : { count: practice, says: 'by their practice, although most are placed by where they live' }
  return {
    basis,
    caveat: [
      everyone > 0 && share(otherwise.count) >= 1
        ? `${share(otherwise.count)}% of people are placed ${otherwise.says}.`
        : '',
      everyone > 0 && share(people('nowhere')) >= 1
        ? `${share(people('nowhere'))}% can be placed nowhere and are in the extract alone.`
        : '',
    ]
      .filter((text) => text !== '')
      .join(' '),
  }
}
