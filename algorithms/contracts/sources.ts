import type { Gathered } from './source.ts'
import { allowList } from './sources/allow-list.ts'
import { apc } from './sources/apc.ts'
import { cosdNonPrimary } from './sources/cosd-non-primary.ts'
import { cosdPathology } from './sources/cosd-pathology.ts'
import { cwt } from './sources/cwt.ts'
import { death } from './sources/death.ts'
import { ecds } from './sources/ecds.ts'
import { gpEvent } from './sources/gp-event.ts'
import { gpMedication } from './sources/gp-medication.ts'
import { imaging } from './sources/imaging.ts'
import { op } from './sources/op.ts'
import { person } from './sources/person.ts'
import { registration } from './sources/registration.ts'
import { rtds } from './sources/rtds.ts'
import { sact } from './sources/sact.ts'

/** Every source the contract knows. Adding one here is all that gather, validation and the reference page need. */
export const SOURCES = {
  person,
  death,
  registration,
  cosd_non_primary: cosdNonPrimary,
  cosd_pathology: cosdPathology,
  cwt,
  sact,
  rtds,
  apc,
  op,
  ecds,
  gp_event: gpEvent,
  gp_medication: gpMedication,
  imaging,
  allow_list: allowList,
} as const

export type SourceName = keyof typeof SOURCES

/** The sources that hold dated facts about people; `allow_list` only says who may be processed. */
export type FactSourceName = Exclude<SourceName, 'allow_list'>

export const SOURCE_NAMES = Object.keys(SOURCES) as readonly SourceName[]

export const FACT_SOURCE_NAMES = SOURCE_NAMES.filter((name): name is FactSourceName => name !== 'allow_list')

export type GatheredRow<S extends SourceName> = Gathered<(typeof SOURCES)[S]>

/** Everything gathered for one person: the rows of each source, empty where it holds none. */
export type PersonRows = { readonly [S in FactSourceName]: readonly GatheredRow<S>[] }
