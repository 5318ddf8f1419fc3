/** What an area holds, by which accuracy is told. */
export type Profile = 'typical ICB' | 'ICB with its Cancer Alliance' | 'everything'

/** Feeds that come by way of trusts and the Cancer Alliance. `sact` alone may be the high-cost-drugs return. */
const ALLIANCE_SOURCES = ['cosd_non_primary', 'cosd_pathology', 'registration', 'rtds']
const NATIONAL_REGISTRIES = ['NCRD', 'RCRD']

/** The richest profile whose mark is there. */
export function profileOf(sources: readonly string[], registries: readonly string[]): Profile {
  if (registries.some((registry) => NATIONAL_REGISTRIES.includes(registry))) return 'everything'
  if (sources.some((source) => ALLIANCE_SOURCES.includes(source))) return 'ICB with its Cancer Alliance'
  return 'typical ICB'
}
