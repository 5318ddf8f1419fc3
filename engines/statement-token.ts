import { createHash } from 'node:crypto'

/**
 * What Athena tells one request for a statement from another by: the same token and text answer with the same
 * execution, even a failed one, so what is tried again on purpose must carry another attempt.
 */
export const statementToken = (parts: readonly (string | number)[]): string =>
  createHash('sha256').update(parts.join('|')).digest('hex')
