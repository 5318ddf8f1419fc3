import { lostColumns } from './columns.ts'
import { GUARDS, STATEFUL } from './stateful.ts'

interface Resource {
  readonly Type: string
  readonly Properties?: unknown
  readonly DeletionPolicy?: string
  readonly UpdateReplacePolicy?: string
}

/** A template as CDK writes it. */
export interface CloudFormationTemplate {
  readonly Resources?: Readonly<Record<string, Resource>>
}

/** A change that could cost data, or the history of it. */
export interface DestructiveChange {
  readonly resource: string
  readonly type: string
  readonly kind: 'removed' | 'replaced' | 'unguarded' | 'loses columns'
  /** What happens, in words that end a sentence about the resource. */
  readonly says: string
}

/** What of an update could cost data, resource by resource; an empty list when nothing could. */
export function destructiveChanges(
  before: CloudFormationTemplate,
  after: CloudFormationTemplate,
): readonly DestructiveChange[] {
  return Object.entries(before.Resources ?? {}).flatMap(([resource, was]) => {
    if (!(was.Type in STATEFUL)) return []
    const found = (kind: DestructiveChange['kind'], says: string): DestructiveChange => ({
      resource,
      type: was.Type,
      kind,
      says,
    })
    const is = after.Resources?.[resource]
    if (is?.Type !== was.Type) return [found('removed', removal(was))]
    return [
      ...STATEFUL[was.Type]!.filter((path) => !isSame(at(was, path), at(is, path))).map((path) =>
        found('replaced', `${path} changes, so another takes its place and what it holds stays behind`),
      ),
      ...(['DeletionPolicy', 'UpdateReplacePolicy'] as const)
        .filter((policy) => was[policy] === 'Retain' && is[policy] !== 'Retain')
        .map((policy) => found('unguarded', `${policy} is Retain no more`)),
      ...(GUARDS[was.Type] ?? [])
        .filter(({ path, isWeaker }) => isWeaker(at(was, path), at(is, path)))
        .map(({ says }) => found('unguarded', says)),
      ...lostColumns(was.Properties, is.Properties).map((says) => found('loses columns', says)),
    ]
  })
}

const removal = ({ DeletionPolicy }: Resource): string =>
  DeletionPolicy === 'Retain'
    ? 'goes from the stack: it stays in the account, and nothing of its name can be made again'
    : 'is deleted with all it holds'

function at({ Properties }: Resource, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((found, name) => (found as Record<string, unknown> | null | undefined)?.[name], Properties)
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
