import { DefinitionError } from '../../domain/trouble.ts'
import { COSD_EVIDENCE } from './cosd.ts'
import { DEATH_EVIDENCE } from './deaths.ts'
import { GP_EVIDENCE } from './gp.ts'
import { HOSPITAL_EVIDENCE } from './hospital.ts'
import { IMAGING_EVIDENCE } from './imaging.ts'
import { RADIOTHERAPY_EVIDENCE } from './radiotherapy.ts'
import { REGISTRATION_EVIDENCE } from './registration.ts'
import type { EvidenceRule } from './rule.ts'
import { SYSTEMIC_TREATMENT_EVIDENCE } from './systemic-treatment.ts'
import type { ViewName } from './views.ts'
import { WAITING_TIMES_EVIDENCE } from './waiting-times.ts'

/** Every evidence rule of breast cancer, in the order of the sources that hold it. */
export const EVIDENCE_RULES: readonly EvidenceRule[] = [
  ...REGISTRATION_EVIDENCE,
  ...COSD_EVIDENCE,
  ...WAITING_TIMES_EVIDENCE,
  ...SYSTEMIC_TREATMENT_EVIDENCE,
  ...RADIOTHERAPY_EVIDENCE,
  ...HOSPITAL_EVIDENCE,
  ...GP_EVIDENCE,
  ...DEATH_EVIDENCE,
  ...IMAGING_EVIDENCE,
]

const repeated = EVIDENCE_RULES.find((rule, i) => EVIDENCE_RULES.findIndex(({ id }) => id === rule.id) !== i)
if (repeated) throw new DefinitionError(repeated.id, 'Give each rule an id of its own.')

export const rulesOfView = (view: ViewName): readonly EvidenceRule[] => BY_VIEW.get(view) ?? []

// Node 20 has no Map.groupBy.
const BY_VIEW = new Map<ViewName, EvidenceRule[]>()
for (const rule of EVIDENCE_RULES) BY_VIEW.set(rule.view, [...(BY_VIEW.get(rule.view) ?? []), rule])
