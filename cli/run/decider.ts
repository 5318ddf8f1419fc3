import type { DecidePerson } from '../../algorithms/steps/decide-shard.ts'
export const decidePerson: DecidePerson = () => ({
  members: [],
  evidence: [],
  nearMisses: [],
  presentations: [],
  timeline: [],
})
