import measured from './measured-presentation.json' with { type: 'json' }

/** Accuracy of the emergency measures as `bench/emergency-shares.ts` last measured it, as a sentence. */
export const EXPECTED_PRESENTATION: string =
  measured.intervals === 0
    ? 'No accuracy has been measured for it.'
    : `On ${measured.seeds} synthetic regions with planted emergency shares, the interval of a group’s 30-day share held the planted share ${(
        (100 * measured.held) /
        measured.intervals
      ).toFixed(1)}% of the time, where 95% was expected.`
