import type { FactSourceName } from '../contracts/sources.ts'

/** What an area holds, by which accuracy is told. Each holds what the one before it does, and more. */
export const PROFILES = {
  'typical ICB': ['person', 'apc', 'op', 'ecds', 'gp_event', 'gp_medication', 'death', 'cwt'],
  // `sact` alone may be the high-cost-drugs return, so it is no mark of this profile.
  'ICB with its Cancer Alliance': ['cosd_non_primary', 'cosd_pathology', 'registration', 'rtds', 'sact'],
  everything: ['imaging'],
} as const satisfies Readonly<Record<string, readonly FactSourceName[]>>

export type Profile = keyof typeof PROFILES

/** Feeds that come by way of trusts and the Cancer Alliance alone. */
const BY_ALLIANCE: readonly FactSourceName[] = ['cosd_non_primary', 'cosd_pathology', 'registration', 'rtds']

const NATIONAL_REGISTRIES = ['NCRD', 'RCRD']

export const isNationalRegistry = (registry: string): boolean => NATIONAL_REGISTRIES.includes(registry)

/** The richest profile whose mark is there: national registrations, else any feed of trusts. */
export function profileOf(sources: readonly string[], hasNationalRegistrations: boolean): Profile {
  if (hasNationalRegistrations) return 'everything'
  return BY_ALLIANCE.some((source) => sources.includes(source)) ? 'ICB with its Cancer Alliance' : 'typical ICB'
}

/** Sources that areas of a profile hold and this one does not. */
export function lackingOf(profile: Profile, sources: readonly string[]): readonly FactSourceName[] {
  const names = Object.keys(PROFILES) as Profile[]
  const held = names.slice(0, names.indexOf(profile) + 1).flatMap((name): readonly FactSourceName[] => PROFILES[name])
  return held.filter((source) => !sources.includes(source))
}
