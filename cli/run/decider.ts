import type { DecidePerson } from '../../algorithms/steps/decide-shard.ts'
import { decidePerson as decideByDefinition } from '../../algorithms/steps/decide-person.ts'

/** How a run decides one person. */
export const decidePerson: DecidePerson = decideByDefinition
