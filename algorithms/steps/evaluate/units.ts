import { groupedBy } from './grouped-by.ts'
import type { Day } from '../../domain/day.ts'
import type { CertaintyCut } from '../../rules/measures.ts'
import { type FoundEpisode, type PlantedEpisode, type Truth, admits } from './truth.ts'

/** How the sources of a run show a planted episode: by more than a lone code or letter, by no more than that, or not at all. */
export type Visibility = 'firm' | 'weak' | 'none'

/** What is judged: a person and a cancer group. */
export interface Unit {
  readonly personId: string
  readonly weight: number
  readonly stratum: string
  readonly isDecoy: boolean
  /** Has a planted tumour of the group, diagnosed before the cut. */
  readonly hasTumour: boolean
  /** The first planted episode with an onset before the cut; null when there is none. */
  readonly planted: PlantedEpisode | null
  /** A planted episode begins on or after the cut: the person is neither a positive nor a negative. */
  readonly plantedLater: boolean
  readonly visibility: Visibility
  /** The first episode found at each certainty cut; null when none was. */
  readonly found: Readonly<Record<CertaintyCut, FoundEpisode | null>>
}

export interface Judged {
  readonly cancerGroup: string
  readonly extent: string
  readonly cut: Day
  /** Sources the run did without: an episode visible in these alone counts as visible in none. */
  readonly leftOut: ReadonlySet<string>
}

/** Everyone with a planted tumour or episode of the group, with an episode of it found, or of a stratum. */
export function unitsOf(truth: Truth, found: readonly FoundEpisode[], judged: Judged): Unit[] {
  const tumours = truth.tumours.filter(
    (tumour) => tumour.cancerGroup === judged.cancerGroup && tumour.diagnosedOn < judged.cut,
  )
  const withTumour = new Set(tumours.map((tumour) => tumour.personId))
  const planted = groupedBy(
    truth.episodes.filter((episode) => isJudged(episode.cancerGroup, episode.extent, episode.episodeType, judged)),
    (episode) => episode.personId,
  )
  const foundByPerson = groupedBy(
    found.filter((episode) => isJudged(episode.cancer_group, episode.extent, episode.episode_type, judged)),
    (episode) => episode.person_id,
  )
  const inStrata = [...truth.people.values()].filter((person) => person.stratum !== '').map((person) => person.personId)
  const everyone = new Set([...withTumour, ...planted.keys(), ...foundByPerson.keys(), ...inStrata])

  return [...everyone].sort().map((personId) => {
    const person = truth.people.get(personId)
    const episodes = (planted.get(personId) ?? []).toSorted((a, b) => a.onsetOn - b.onsetOn)
    const first = episodes.find((episode) => episode.onsetOn < judged.cut) ?? null
    const seen = foundByPerson.get(personId) ?? []
    return {
      personId,
      weight: person?.weight ?? 1,
      stratum: person?.stratum ?? '',
      isDecoy: person?.isDecoy ?? false,
      hasTumour: withTumour.has(personId),
      planted: first,
      plantedLater: first === null && episodes.length > 0,
      visibility: first === null ? 'none' : visibilityOf(first, judged.leftOut),
      found: {
        strict: firstFound(seen, 'strict'),
        standard: firstFound(seen, 'standard'),
        broad: firstFound(seen, 'broad'),
      },
    }
  })
}

/** Local and regional disease is judged as recurrence: at diagnosis it is the stage of the primary. */
function isJudged(cancerGroup: string, extent: string, episodeType: string, judged: Judged): boolean {
  if (cancerGroup !== judged.cancerGroup || extent !== judged.extent) return false
  return episodeType !== 'new' || (extent !== 'local' && extent !== 'regional')
}

function visibilityOf(episode: PlantedEpisode, leftOut: ReadonlySet<string>): Visibility {
  const held = episode.visibleIn.filter((source) => !leftOut.has(source))
  if (held.length === 0) return 'none'
  return held.every((source) => episode.visibleWeaklyIn.includes(source)) ? 'weak' : 'firm'
}

const firstFound = (episodes: readonly FoundEpisode[], cut: CertaintyCut): FoundEpisode | null =>
  episodes.filter((episode) => admits(cut, episode.certainty)).toSorted((a, b) => a.onset_date - b.onset_date)[0] ??
  null
