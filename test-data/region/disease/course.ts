import type { SourceName } from '../../../algorithms/contracts/sources.ts'

export type Subtype = 'hr+her2-' | 'hr+her2+' | 'hr-her2+' | 'triple_negative'

/** Canonical names of metastatic sites, as the contract's truth file writes them. */
export type Site =
  | 'bone'
  | 'liver'
  | 'lung'
  | 'pleura'
  | 'brain'
  | 'cns_other'
  | 'node_distant'
  | 'peritoneum'
  | 'mediastinum'
  | 'adrenal'
  | 'ovary'
  | 'skin'
  | 'bowel'
  | 'other'

/** A primary as it really is, whatever the registries made of it. All days are days since 1970-01-01. */
export interface Tumour {
  readonly group: string
  readonly site: string
  readonly morphology: string
  /** 3 malignant, 2 in situ. */
  readonly behaviour: '3' | '2'
  readonly side: 'L' | 'R' | '8'
  readonly diagnosedOn: number
  /** 0 in situ, 1 to 4; null where the cancer has no such stage. */
  readonly stage: number | null
  readonly nodePositive: boolean
  readonly subtype: Subtype | null
  readonly screenDetected: boolean
  readonly brcaCarrier: boolean
  /** Curative chemotherapy, and whether it comes before the operation. */
  readonly chemotherapy: 'none' | 'before' | 'after'
  /** Planted route: it came to light by an emergency admission. */
  readonly emergency: boolean
  /** First curative operation; null when never operated. */
  operatedOn: number | null
  /** Curative radiotherapy instead of an operation. */
  curativeRadiotherapyOn: number | null
  /** How the registries know it; the first id present is its id in the truth. */
  ids: { NCRD?: string; RCRD?: string; COSD?: string }
  plantedId: string
}

export type EpisodeType = 'new' | 'recurrence' | 'progression' | 'relapse' | 'indeterminate'
export type Extent = 'local' | 'regional' | 'distant' | 'not_applicable'

/** What the rows of one source hold because of an episode. */
export interface Sighting {
  /** Days of rows that hold a lone code, a lone letter or less. */
  readonly weakDays: Set<number>
  plain: boolean
}

export interface Episode {
  readonly tumour: Tumour
  readonly type: EpisodeType
  readonly extent: Extent
  readonly onsetOn: number
  /** Onset plus the delay all sources share: the first day anyone acts. */
  readonly actedOn: number
  readonly sites: readonly Site[]
  /** Organs reached after the onset, with the day from which they can be found. */
  readonly laterSites: readonly { readonly site: Site; readonly on: number }[]
  readonly emergency: boolean
  /** Death because of this episode if nothing else comes first; null when it does not kill. */
  readonly fatalOn: number | null
  /** Dies of it, rather than with it, when `fatalOn` comes first. */
  readonly kills: boolean
  /** The chest wall or the breast's own skin: local, though hospitals code it as secondary skin. */
  readonly chestWall: boolean
  readonly seenIn: Map<SourceName, Sighting>
  firstSeenOn: number | null
}

export interface Course {
  readonly tumours: readonly Tumour[]
  readonly episodes: readonly Episode[]
  readonly diedOn: number | null
  /** What the person died of; null for other causes. */
  readonly diedOf: Tumour | null
}

export const spreadOf = (course: Course, tumour: Tumour): Episode | undefined =>
  course.episodes.find((episode) => episode.tumour === tumour && episode.extent === 'distant')

export const tumourId = (tumour: Tumour): string =>
  tumour.ids.NCRD ?? tumour.ids.RCRD ?? tumour.ids.COSD ?? tumour.plantedId

/** Every organ involved by a day. */
export const sitesBy = (episode: Episode, dayNumber: number): readonly Site[] => {
  const later = episode.laterSites.filter(({ site, on }) => on <= dayNumber && !episode.sites.includes(site))
  return later.length === 0 ? episode.sites : [...episode.sites, ...later.map(({ site }) => site)]
}

export const isBreast = (tumour: Tumour): boolean => tumour.group === 'breast'

/** A malignant primary of the breast; in situ disease never spreads. */
export const isInvasiveBreast = (tumour: Tumour): boolean => isBreast(tumour) && tumour.behaviour === '3'
