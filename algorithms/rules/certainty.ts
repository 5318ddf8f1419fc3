import { DefinitionError } from '../domain/trouble.ts'

/** What an episode's evidence amounts to. Published as cumulative cuts of one table, never as three pipelines. */
export const CERTAINTIES = ['possible', 'probable', 'definite'] as const
export type Certainty = (typeof CERTAINTIES)[number]

/** How items combine. The conditions stand in steps/certainty under the same ids. */
interface Combination {
  readonly id: string
  readonly gives: Certainty
  readonly says: string
  readonly because: string
}

const RECUR =
  'RECUR coefficients (Hassett 2014, Ritzwoller 2018): one code 11 %, code with radiotherapy 41 %, two codes 56 %, against a threshold of 34 %'

/** Tried from the top; the first that holds is the answer. */
export const COMBINATIONS = [
  {
    id: 'explicit-and-another',
    gives: 'definite',
    says: 'an explicit statement and another row of another day or source',
    because: 'One row is one statement: alone it may be mis-keyed',
  },
  {
    id: 'two-probable-families',
    gives: 'definite',
    says: 'probable evidence from two independent sources',
    because: 'NCIN pilot 2011: registry and waiting times each find what the other misses',
  },
  {
    id: 'probable-and-two-more',
    gives: 'definite',
    says: 'probable evidence with company from two other sources',
    because: 'NCIN pilot 2011',
  },
  {
    id: 'three-codes-and-another',
    gives: 'definite',
    says: 'hospital codes on three independent days over 60 days, and another source',
    because: RECUR,
  },
  { id: 'explicit', gives: 'probable', says: 'an explicit statement', because: 'One row is one statement' },
  { id: 'one-probable', gives: 'probable', says: 'one item that is probable by itself', because: 'See the rule' },
  {
    id: 'independent-repeat',
    gives: 'probable',
    says: 'a hospital code repeated 30 to 365 days later in another stay, provider or organ',
    because: RECUR,
  },
  {
    id: 'code-with-company',
    gives: 'probable',
    says: 'a hospital code with treatment, waiting-times or GP evidence near it',
    because: RECUR,
  },
  {
    id: 'code-and-death',
    gives: 'probable',
    says: 'a hospital code and death of cancer within 90 days',
    because: 'A second code cannot come after death',
  },
  {
    id: 'code-and-breast-death',
    gives: 'probable',
    says: 'a hospital or GP code of spread and, later, death with breast cancer as the underlying cause',
    because: 'Breast cancer kills by spreading: the certificate and the code each confirm the other',
  },
  {
    id: 'letter-then-code',
    gives: 'probable',
    says: 'a GP code of spread and, later, a hospital code of spread',
    because: 'A discharge letter follows its stay; a letter that came first is another witness, however long before',
  },
  {
    id: 'three-possible-families',
    gives: 'probable',
    says: 'weak evidence from three independent sources within 180 days',
    because: 'Independent errors seldom coincide',
  },
  { id: 'one-possible', gives: 'possible', says: 'a single weak item', because: RECUR },
] as const satisfies readonly Combination[]

export type CombinationId = (typeof COMBINATIONS)[number]['id']

export function combinationNamed(id: CombinationId): Combination {
  const found = COMBINATIONS.find((combination) => combination.id === id)
  if (!found) throw new DefinitionError(id, 'Declare this combination.')
  return found
}

const RANK: Readonly<Record<Certainty, number>> = { possible: 0, probable: 1, definite: 2 }

export const isAsCertain = (certainty: Certainty, bar: Certainty): boolean => RANK[certainty] >= RANK[bar]
