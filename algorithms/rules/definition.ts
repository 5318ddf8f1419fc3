/** Who has agreed to a definition, and how far. */
export type DefinitionStatus = 'draft' | 'approved'

/** A named, versioned definition. The national one is pending: ours is replaceable and says so. */
export interface Definition {
  readonly id: string
  readonly version: string
  readonly status: DefinitionStatus
  readonly says: string
  readonly because: string
  /** Cancer groups whose episodes it decides. */
  readonly cancerGroups: readonly string[]
}

export const DEFINITIONS: readonly Definition[] = [
  {
    id: 'recurrent-breast',
    version: '0.1.0',
    status: 'draft',
    says: 'Metastatic and recurrent breast cancer from linked hospital, registry, treatment, GP and death records',
    because:
      'The national definition is pending (National Cancer Plan for England, 2026); this follows the published algorithms it cites rule by rule',
    cancerGroups: ['breast'],
  },
]

export const DEFAULT_DEFINITION = 'recurrent-breast@0.1.0'

export const definitionName = (definition: Definition): string => `${definition.id}@${definition.version}`

/** Undefined when no definition of that name and version is known. */
export const definitionNamed = (name: string): Definition | undefined =>
  DEFINITIONS.find((definition) => definitionName(definition) === name)
