import { inKeyOrder } from '../../contracts/key-order.ts'
import { canIUseThis, type PublishedRow } from '../../contracts/results/published.ts'
import { definitionName } from '../../rules/definition.ts'
import { expectedAccuracy } from '../../rules/expected-accuracy.ts'
import { EXPECTED_PRESENTATION } from '../../rules/expected-presentation.ts'
import { profileOf } from '../../rules/profiles.ts'
import { COMPLETE_ENOUGH, TRUST, type Trust } from '../../rules/trust.ts'
import { ALL_PROVIDERS } from '../completeness.ts'
import { financialYearOf } from '../periods.ts'
import type { PublishedRate } from './published-rates.ts'
import { asSafe, type Safe } from './safe.ts'
import { type PublishSetting, boardCell, leading } from './setting.ts'

type Completeness = Safe<PublishedRow<'data_completeness'>>

/** A row for each measure in each board, of the financial year that holds the cut. */
export function canIUseThisRows(
  rates: readonly PublishedRate[],
  completeness: readonly Completeness[],
  setting: PublishSetting,
): readonly Safe<PublishedRow<'can_i_use_this'>>[] {
  const boards = [...new Set(rates.map(({ cell }) => cell.geographyCode))]
  const period = financialYearOf(setting.cut)
  const rows = boards.flatMap((geographyCode) =>
    TRUST.map((trust) => {
      const cell = boardCell(trust.cancerGroup, period, geographyCode)
      const filled = trust.measure === 'ep_rtd' ? routesKnown(rates, geographyCode) : leastFilled(trust, completeness)
      return {
        ...leading(setting, 'can_i_use_this', cell, []),
        measure: trust.measure,
        status: statusOf(trust, filled, setting),
        completeness_percent: filled,
        accuracy_note: accuracyOf(trust, routesKnown(rates, geographyCode), setting),
        plain_caveat: trust.says,
      }
    }),
  )
  return inKeyOrder(canIUseThis, rows).map((row) => asSafe(row))
}

function statusOf(trust: Trust, filled: number | null, setting: PublishSetting): string {
  const present = setting.spans.map(({ source }) => source)
  const hasAll = trust.rests.every((source) => source === 'person' || present.includes(source))
  const hasOne = trust.restsOnOne.length === 0 || trust.restsOnOne.some((source) => present.includes(source))
  if (!hasAll || !hasOne || (trust.measure === 'ep_rtd' && filled === 0)) return 'not_available'
  if (filled !== null && filled < COMPLETE_ENOUGH) return 'incomplete'
  return trust.accuracy === 'disease' && setting.definition.status === 'draft' ? 'draft' : 'usable'
}

/** The least filled item, in the last financial year that shows it for the whole extract. */
function leastFilled({ items }: Trust, completeness: readonly Completeness[]): number | null {
  const filled = items.flatMap(({ source, item }) => {
    const last = completeness
      .filter((row) => row.source === source && row.item === item && row.provider_code === ALL_PROVIDERS)
      .toSorted((a, b) => a.period_start - b.period_start)
      .findLast(({ percent }) => percent !== null)
    return last?.percent ?? []
  })
  return filled.length === 0 ? null : Math.min(...filled)
}

/** Per cent of tumours with a route, in the last financial year in which any is shown; 0 when none ever is, null when hidden. */
function routesKnown(rates: readonly PublishedRate[], board: string): number | null {
  const years = rates
    .filter(
      ({ measure, cell }) =>
        measure === 'ep_rtd' && cell.group === 'any' && cell.breakdown === 'all' && cell.geographyCode === board,
    )
    .toSorted((a, b) => a.cell.period.start - b.cell.period.start)
  const last = years.findLast(({ of }) => of !== null && of > 0)
  // A number of tumours with a route that is hidden, or not settled yet, is not the same as none.
  if (last === undefined) return years.some(({ of }) => of === 0) ? 0 : null
  const all = last.of! + (last.notDetermined ?? 0)
  return (100 * last.of!) / all
}

/** The profile that accuracy is told by: registrations without any route are those of trusts. */
function expected(routes: number | null, { definition, spans }: PublishSetting): string {
  const sources = ['person', ...spans.map(({ source }) => source)]
  const hasNational = sources.includes('registration') && routes !== 0
  return expectedAccuracy(definitionName(definition), profileOf(sources, hasNational), sources)
}

function accuracyOf({ accuracy }: Trust, routes: number | null, setting: PublishSetting): string {
  if (accuracy === 'presentation') return EXPECTED_PRESENTATION
  if (accuracy === 'none') return 'A count of what the registry holds: no accuracy has been measured for it.'
  return expected(routes, setting)
}
