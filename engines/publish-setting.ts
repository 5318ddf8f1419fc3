import type { SourceCatalogue } from '../algorithms/contracts/source-catalogue.ts'
import type { Definition } from '../algorithms/rules/definition.ts'
import { sourceSpans } from '../algorithms/steps/availability.ts'
import { type TrueFigures, placingOf } from '../algorithms/steps/protect/protect.ts'
import type { PublishSetting } from '../algorithms/steps/protect/setting.ts'
import { type GatherResult, cutOf } from './gather-result.ts'
import { loadGeography } from './geography/load.ts'

/** What every published row of a run has in common. */
export const publishSetting = (
  run: { readonly runId: string; readonly definition: Definition; readonly catalogue: SourceCatalogue },
  gathered: GatherResult,
  figures: TrueFigures,
): PublishSetting => ({
  runId: run.runId,
  definition: run.definition,
  cut: cutOf(gathered),
  coverage: run.catalogue.coverage,
  synthetic: run.catalogue.synthetic,
  isOfStrata: run.catalogue.strata === true,
  geography: loadGeography(),
  spans: sourceSpans(gathered.counts, run.catalogue, cutOf(gathered)),
  placing: placingOf(figures.tallies),
})
