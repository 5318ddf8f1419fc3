import { groupedBy } from './grouped-by.ts'
import { foundPairs } from './onset.ts'
import { type Share, shareOf } from './share.ts'
import type { CertaintyCut } from '../../rules/measures.ts'
import type { FoundEpisode, PlantedTumour, Truth } from './truth.ts'
import type { Unit } from './units.ts'

type Label = 'at_diagnosis' | 'recurrent' | 'neither'

/** Metastatic at diagnosis, or recurrent, which is recurrence and progression together. */
const labelOf = (episodeType: string): Label => {
  if (episodeType === 'new') return 'at_diagnosis'
  return episodeType === 'recurrence' || episodeType === 'progression' ? 'recurrent' : 'neither'
}

/** Of the planted episodes that were found, those rightly called metastatic at diagnosis or recurrent. */
export const labelAccuracy = (units: readonly Unit[], cut: CertaintyCut): Share =>
  shareOf(foundPairs(units, cut), ({ planted, found }) => labelOf(planted.episodeType) === labelOf(found.episode_type))

export interface AttributionAccuracy {
  /** Of distant disease found in people with two or more planted tumours: attributed to the right one. */
  readonly right: Share
  /** Said to be uncertain, or of no registered primary, rather than guessed. */
  readonly left_open: Share
  readonly wrong: Share
}

/** Days between a registered diagnosis and the planted one that still name the same tumour. */
const SAME_TUMOUR_DAYS = 183

/** Among people with two or more planted tumours and a planted distant episode, whatever the groups of the two. */
export function attributionAccuracy(
  truth: Truth,
  units: ReadonlyMap<string, readonly Unit[]>,
  cut: CertaintyCut,
): AttributionAccuracy {
  const tumoursOf = groupedBy(truth.tumours, (tumour) => tumour.personId)
  const distantOf = groupedBy(
    truth.episodes.filter((episode) => episode.extent === 'distant'),
    (episode) => episode.personId,
  )
  const judged = [...units].flatMap(([cancerGroup, ofGroup]) =>
    ofGroup.flatMap((unit) => {
      const tumours = tumoursOf.get(unit.personId) ?? []
      const planted = distantOf.get(unit.personId) ?? []
      const found = unit.found[cut]
      if (found === null || tumours.length < 2 || planted.length === 0) return []
      const plantedHere = planted.find((episode) => episode.cancerGroup === cancerGroup)
      const rightTumour = tumours.find((tumour) => tumour.tumourId === plantedHere?.tumourId)
      return [{ weight: unit.weight, verdict: verdictOf(found, rightTumour, tumours) }]
    }),
  )
  const share = (verdict: Verdict) => shareOf(judged, (one) => one.verdict === verdict)
  return { right: share('right'), left_open: share('left_open'), wrong: share('wrong') }
}

type Verdict = 'right' | 'left_open' | 'wrong'

function verdictOf(
  found: FoundEpisode,
  rightTumour: PlantedTumour | undefined,
  tumours: readonly PlantedTumour[],
): Verdict {
  if (found.attribution !== 'attributed') return 'left_open'
  if (rightTumour === undefined) return 'wrong'
  if (found.tumour_id === rightTumour.tumourId) return 'right'
  // A registry has its own ids, so that a tumour known by another is recognised by group and date.
  if (found.primary_diagnosis_date === null || tumours.some((tumour) => tumour.tumourId === found.tumour_id))
    return 'wrong'
  const nearest = tumours
    .filter((tumour) => tumour.cancerGroup === found.cancer_group)
    .map((tumour) => ({ tumour, days: Math.abs(tumour.diagnosedOn - found.primary_diagnosis_date!) }))
    .toSorted((a, b) => a.days - b.days)[0]
  return nearest !== undefined && nearest.days <= SAME_TUMOUR_DAYS && nearest.tumour === rightTumour ? 'right' : 'wrong'
}
