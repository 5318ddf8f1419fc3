import { dimensionsText } from '../../contracts/dimensions.ts'
import type { EmergencyPresentation } from '../../contracts/results/restricted.ts'
import type { EpMeasure } from '../../rules/presentation.ts'
import { APPROPRIATENESS, ONSET_BASIS } from '../../rules/presentation-measures.ts'

/** One count that a presentation adds one to, before its period, place and group. */
export interface PresentationCount {
  readonly figure: 'emergency_presentation_rates' | 'stage_at_diagnosis'
  readonly count_name: string
  readonly dimensions: string
}

const MEASURES_OF_UNIT: Readonly<Record<string, readonly EpMeasure[]>> = {
  tumour: ['ep_30d', 'ep_rtd'],
  person: ['ep_first'],
  episode: ['ep_30d'],
}

/** Everything that one presentation is counted as, each at its finest: rows of totals are added up from these. */
export function presentationCounts(presentation: EmergencyPresentation): readonly PresentationCount[] {
  return [
    ...MEASURES_OF_UNIT[presentation.unit]!.flatMap((measure) => countsOf(presentation, measure)),
    ...(presentation.stage_group === null
      ? []
      : [
          {
            figure: 'stage_at_diagnosis' as const,
            count_name: 'tumours',
            dimensions: dimensionsText({ stage_group: presentation.stage_group }),
          },
        ]),
  ]
}

function countsOf(presentation: EmergencyPresentation, measure: EpMeasure): readonly PresentationCount[] {
  const isEmergency = presentation[measure]
  const counted = (count_name: string, subroute: string): PresentationCount => ({
    figure: 'emergency_presentation_rates',
    count_name,
    dimensions: dimensionsText({
      stage: presentation.stage,
      ep_measure: measure,
      onset_basis: basisOf(presentation),
      subroute,
      appropriateness: presentation.may_be_appropriate ? APPROPRIATENESS.yes : APPROPRIATENESS.no,
    }),
  })
  if (isEmergency === null) return [counted('not_determined', 'all')]
  const route = measure === 'ep_rtd' ? 'all' : (presentation.subroute ?? 'other')
  const isByAdmission = measure !== 'ep_rtd'
  return [
    counted('all_presentations', 'all'),
    ...(isEmergency ? [counted('emergency', route)] : []),
    ...(isEmergency && isByAdmission && presentation.zero_day === true ? [counted('zero_day', route)] : []),
    ...(measure === 'ep_30d' && presentation.emergency_with_ecds === true
      ? [counted('emergency_with_ecds', 'all')]
      : []),
  ]
}

const basisOf = ({ stage, onset_from_admission }: EmergencyPresentation): string =>
  stage === 'first_diagnosis' ? 'any' : onset_from_admission ? ONSET_BASIS.alone : ONSET_BASIS.notAlone
