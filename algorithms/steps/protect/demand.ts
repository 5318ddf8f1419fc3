import { HEADLINE_CUT, MEASURES } from '../../rules/measures.ts'
import type { TrueCell } from './cells.ts'

/**
 * The ways in which a count is asked for less often than the figure a commissioner begins with: a main group of cancers in
 * a board, over a year of planning, uncut. Declared here, unverified: nobody has counted what is asked.
 */
const ASKED_FOR_LESS: readonly ((of: TrueCell, count: string) => boolean)[] = [
  // A detailed group, by the scheme that its key begins with.
  ({ cell }) => cell.group.includes(':'),
  ({ cell }) => cell.breakdown !== 'all',
  ({ cell }) => cell.geographyType !== 'icb' && cell.geographyType !== 'national',
  ({ cell }) => cell.period.type === 'quarter' || cell.period.type === 'year',
  ({ dimensions }) => (dimensions['subroute'] ?? 'all') !== 'all',
  ({ dimensions }) => (dimensions['appropriateness'] ?? 'all') !== 'all',
  ({ dimensions }) => (dimensions['onset_basis'] ?? 'any') !== 'any',
  ({ dimensions }) => (dimensions['certainty'] ?? HEADLINE_CUT) !== HEADLINE_CUT,
  // Beside the rate, and neither what is divided nor what it is divided by.
  ({ measure }, count) => ![measure.counts[0], measure.of, measure.alsoOf?.of].includes(count),
]

/** The turn of a count when counts are shown one by one, from 0: the tables in their order within each. */
export const turnOf = (of: TrueCell, count: string): number =>
  ASKED_FOR_LESS.filter((isLess) => isLess(of, count)).length * MEASURES.length + MEASURES.indexOf(of.measure)
