import type { RunRequest } from '../../algorithms/contracts/request.ts'
import type { Journey } from './journey.ts'

export async function closingSummary(journey: Journey, _request: RunRequest) {
  return { text: JSON.stringify(journey.manifest, null, 1), json: {} }
}
