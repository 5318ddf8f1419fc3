/** Reasons that Athena gives in words and that say nothing of a row. */
const KNOWN_REASONS = [
  'Query exhausted resources',
  'Bytes scanned limit was exceeded',
  'Insufficient permissions',
  'Access Denied',
  'Query timeout',
]

/** Why a statement failed, as far as it can be said: the rest of Athena's reason may repeat what a row held. */
export const failureKind = (because: string): string =>
  KNOWN_REASONS.find((reason) => because.toLowerCase().includes(reason.toLowerCase())) ??
  /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/.exec(because)?.[0] ??
  'no reason that may be shown'
