import type { ImdQuintile } from './person.ts'

/** What a neighbourhood (lower layer super output area) says of who lives there. */
export interface Neighbourhood {
  readonly quintile: ImdQuintile
  /** ODS code of the sub-ICB location. */
  readonly subIcb: string
}

/** Where people live and are registered, by the boundaries of one vintage. Areas go by their ODS codes. */
export interface Geography {
  /** Year of the ICB and sub-ICB boundaries. */
  readonly vintage: string
  /** A 2021 code, else one of 2011; undefined when it is neither, or not in England. */
  readonly neighbourhood: (lsoaCode: string) => Neighbourhood | undefined
  /** Sub-ICB location of a GP practice; undefined when the practice is not known or closed before the vintage. */
  readonly practiceSubIcb: (practiceCode: string) => string | undefined
  /** ICB of a sub-ICB location. */
  readonly icbOf: (subIcb: string) => string
  /** Name of an ICB or sub-ICB location. */
  readonly nameOf: (areaCode: string) => string
}
