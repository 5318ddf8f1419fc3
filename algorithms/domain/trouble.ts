/** Exit codes of the command line, one per kind of trouble. They are part of the contract. */
export const EXIT = {
  done: 0,
  unexpected: 1,
  badUsage: 2,
  contractFailed: 3,
  qualityGateFailed: 4,
  disclosureGateFailed: 5,
  costCapPassed: 6,
  locked: 7,
  permission: 8,
  verificationDiffers: 9,
  interrupted: 130,
} as const

export type ExitReason = keyof typeof EXIT

/** A failure that we expected and can explain. Its message names files, columns and sources, never what was in them. */
export class Trouble extends Error {
  readonly reason: ExitReason
  /** One sentence that says what to change. */
  readonly fix: string

  constructor(reason: ExitReason, message: string, fix: string) {
    super(message)
    this.name = 'Trouble'
    this.reason = reason
    this.fix = fix
  }
}

/** A declaration that does not hold together: it stops the module that declares it from loading. */
export class DefinitionError extends Error {
  constructor(id: string, fix: string) {
    super(`${id}: ${fix}`)
    this.name = 'DefinitionError'
  }
}
