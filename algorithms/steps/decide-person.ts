import type { PersonDecision } from '../contracts/decided.ts'
import type { CohortEvidence, CohortMember } from '../contracts/results/restricted.ts'
import type { PersonRows } from '../contracts/sources.ts'
import { type Day, daysBetween } from '../domain/day.ts'
import type { MetastaticSite } from '../rules/metastatic-sites.ts'
import { absencesOf } from './absence.ts'
import { competitorsOf } from './attribute.ts'
import type { Death } from './certainty.ts'
import { type DistantEpisode, distantEpisodeOf } from './distant.ts'
import { type Evidence, evidenceOf } from './evidence.ts'
import { codesIn } from './facts/coded.ts'
import type { DecideSettings } from './decide-shard.ts'
import { drugCoursesOf } from './facts/drug-courses.ts'
import { factsOf } from './facts/facts.ts'
import { type History, historyOf } from './history.ts'
import { type LocoregionalEpisode, locoregionalEpisodesOf } from './locoregional.ts'
import { nearMissOf } from './near-miss.ts'
import { emergencyAtOnset, presentationsOf } from './presentation/presentations.ts'
import { distantSentence, evidenceSentence, locoregionalSentence } from './sentence.ts'
import { timelineOf } from './timeline.ts'
import { receptorSubtype } from './tumours.ts'

const NOTHING: PersonDecision = { members: [], evidence: [], nearMisses: [], presentations: [], timeline: [] }

/** Everything the definition says of one person. Pure: the same rows in any order give the same answer. */
export function decidePerson(personId: string, rows: PersonRows, settings: DecideSettings): PersonDecision {
  const disease = diseaseOf(personId, rows, settings)
  const cover = settings.sourcesPresent.has('apc') ? { from: settings.admissionsFrom ?? null } : null
  const presentations = presentationsOf(personId, rows, disease, cover)
  const members = disease.members.map((member) => ({
    ...member,
    emergency_at_onset: emergencyAtOnset(member, presentations),
  }))
  return { ...disease, members, presentations }
}

/** Everything but how the person presented: that is asked of people with any cancer, defined or not. */
function diseaseOf(personId: string, rows: PersonRows, settings: DecideSettings): PersonDecision {
  const courses = drugCoursesOf(rows.sact)
  const history = historyOf(rows, courses)
  const facts = factsOf(rows, courses, history)
  const evidence = evidenceOf(
    facts,
    competitorsOf(history).map(({ diagnosedOn }) => diagnosedOn),
  )
  if (evidence.length === 0 && history.breastKnownOn === null) return NOTHING

  const outcome = distantEpisodeOf(evidence, facts, history, absencesOf(rows), deathOf(rows), settings.cut)
  const distant = outcome.kind === 'episode' ? outcome : null
  const isKnownBreast = history.breastKnownOn !== null || distant !== null
  if (!isKnownBreast) return NOTHING

  // A statement that the cancer is back must not vanish behind distant disease that is no more than possible.
  const standing = distant === null || ['refuted', 'possible'].includes(distant.certainty) ? null : distant.onset.on
  const locoregional = history.breastKnownOn === null ? [] : locoregionalEpisodesOf(evidence, standing, history)
  const members = [
    ...(distant === null ? [] : [distantMember(personId, rows, distant, history)]),
    ...locoregional.map((episode, i) => locoregionalMember(personId, episode, i, history)),
  ]
  const nearMiss =
    outcome.kind === 'none' ? nearMissOf(personId, rows, facts, evidence, outcome, settings.sourcesPresent) : null
  if (members.length === 0 && nearMiss === null) return NOTHING
  return {
    members,
    evidence: [
      ...(distant === null
        ? []
        : evidenceRows(personId, DISTANT_ID, [...distant.items, ...evidence.filter(isAgainst)], distant.onset.setBy)),
      ...locoregional.flatMap((episode, i) =>
        evidenceRows(personId, locoregionalId(i), episode.items, episode.onset.setBy),
      ),
    ],
    nearMisses: nearMiss === null ? [] : [nearMiss],
    presentations: [],
    timeline: timelineOf(personId, rows, facts, courses, evidence, [
      ...(distant === null ? [] : [distant.onset.setBy]),
      ...locoregional.map(({ onset }) => onset.setBy),
    ]),
  }
}

const DISTANT_ID = 'breast-distant'
const locoregionalId = (i: number): string => `breast-locoregional-${i + 1}`

const isAgainst = ({ rule }: Evidence): boolean => rule.shows === 'absence'

/** A death of cancer: any cancer among the causes. */
function deathOf(rows: PersonRows): Death | null {
  const [row] = rows.death.toSorted((a, b) => a.death_date - b.death_date || (a.row_ref < b.row_ref ? -1 : 1))
  if (row === undefined) return null
  const causes = [...codesIn(row.underlying_cause), ...codesIn(row.cause_codes)]
  return { on: row.death_date, ofCancer: causes.some((code) => code.startsWith('C') && !code.startsWith('C44')) }
}

function distantMember(personId: string, rows: PersonRows, episode: DistantEpisode, history: History): CohortMember {
  const { onset, primary, distantClass, attribution } = episode
  const diseaseFreeDays = distantClass.type === 'recurrence' ? daysSinceOperation(history, onset.on) : null
  const isRegistered = primary.tumour !== null
  return {
    person_id: personId,
    episode_id: DISTANT_ID,
    tumour_id: attribution.to === 'breast' ? (primary.tumour?.id ?? null) : null,
    cancer_group: 'breast',
    episode_type: distantClass.type,
    extent: 'distant',
    certainty: episode.certainty,
    certainty_any:
      episode.certainty !== 'refuted' && attribution.to === 'uncertain'
        ? episode.judgement.certainty
        : episode.certainty,
    onset_date: onset.on,
    onset_earliest: onset.earliest,
    onset_latest: onset.latest,
    onset_basis: onset.basis,
    primary_diagnosis_date:
      isRegistered || (primary.diagnosedOn !== null && primary.diagnosedOn < onset.on) ? primary.diagnosedOn : null,
    disease_free_days: diseaseFreeDays,
    metastatic_sites: sitesIn(episode.items),
    receptor_subtype: primary.tumour === null ? 'unknown' : receptorSubtype(primary.tumour),
    sources: sourcesIn(episode.items),
    attribution: attribution.to === 'uncertain' ? 'uncertain' : isRegistered ? 'attributed' : 'unregistered_primary',
    emergency_at_onset: null,
    flags: [...distantClass.flags, ...flagsOf(rows, episode)].toSorted().join(';'),
    sentence: distantSentence(episode, diseaseFreeDays),
  }
}

function flagsOf(rows: PersonRows, episode: DistantEpisode): readonly string[] {
  const { items, onset } = episode
  const starts = rows.person.map((row) => row.registered_from)
  const cameLater = starts.length > 0 && starts.every((from) => from !== null && from > onset.on)
  return [
    ...(cameLater ? ['imported_prevalent'] : []),
    ...(items.every(({ family }) => family === 'deaths') ? ['certificate_only'] : []),
    ...(episode.retraction === null ? [] : [episode.retraction]),
  ]
}

function locoregionalMember(personId: string, episode: LocoregionalEpisode, i: number, history: History): CohortMember {
  const tumour =
    history.breastTumours.find(({ diagnosedOn }) => diagnosedOn <= episode.onset.on) ?? history.breastTumours[0] ?? null
  return {
    person_id: personId,
    episode_id: locoregionalId(i),
    tumour_id: tumour?.id ?? null,
    cancer_group: 'breast',
    episode_type: 'recurrence',
    extent: episode.extent,
    certainty: episode.certainty,
    certainty_any: episode.certainty,
    onset_date: episode.onset.on,
    onset_earliest: episode.onset.earliest,
    onset_latest: episode.onset.latest,
    onset_basis: episode.onset.basis,
    primary_diagnosis_date: tumour?.diagnosedOn ?? history.diagnosedOn,
    disease_free_days: daysSinceOperation(history, episode.onset.on),
    metastatic_sites: '',
    receptor_subtype: tumour === null ? 'unknown' : receptorSubtype(tumour),
    sources: sourcesIn(episode.items),
    attribution: tumour === null ? 'unregistered_primary' : 'attributed',
    emergency_at_onset: null,
    flags: '',
    sentence: locoregionalSentence(episode),
  }
}

/** Days from the last curative operation to a day; null when there was none. */
function daysSinceOperation(history: History, on: Day): number | null {
  const operatedOn = history.operatedOn.findLast((day) => day < on)
  return operatedOn === undefined ? null : daysBetween(operatedOn, on)
}

const NOT_DISTANT: readonly MetastaticSite[] = ['node_regional', 'unknown']

function sitesIn(items: readonly Evidence[]): string {
  const sites = new Set(items.flatMap(({ site }) => site ?? []))
  const told = [...sites].filter((site) => !NOT_DISTANT.includes(site))
  return (told.length > 0 ? told : [...sites].filter((site) => site === 'unknown')).toSorted().join(';')
}

const sourcesIn = (items: readonly Evidence[]): string =>
  [...new Set(items.map(({ fact }) => fact.source))].toSorted().join(';')

const evidenceRows = (
  personId: string,
  episodeId: string,
  items: readonly Evidence[],
  setBy: Evidence,
): readonly CohortEvidence[] =>
  items.map((item): CohortEvidence => ({
    person_id: personId,
    episode_id: episodeId,
    rule_id: item.rule.id,
    shows: item.rule.shows,
    strength: item.rule.strength,
    evidence_date: item.on,
    recorded_date: item.fact.recordedOn,
    source: item.fact.source,
    row_ref: item.fact.rowRef,
    code_system: item.fact.codeSystem,
    code: item.fact.code,
    metastatic_site: item.site,
    sets_onset: item === setBy,
    polarity: isAgainst(item) ? 'against' : 'for',
    sentence: evidenceSentence(item),
  }))
