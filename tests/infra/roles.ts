/** What a policy says, with one shape for what CloudFormation may write in two. */
export interface Statement {
  readonly sid: string
  readonly allows: boolean
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  /** As JSON; empty when there is none. */
  readonly condition: string
}

export interface Role {
  readonly name: string
  readonly description: string
  /** Who may take the role on. */
  readonly principals: readonly string[]
  readonly statements: readonly Statement[]
}

interface Written {
  readonly Type: string
  readonly Properties?: Readonly<Record<string, unknown>>
}

interface WrittenStatement {
  readonly Sid?: string
  readonly Effect: 'Allow' | 'Deny'
  readonly Action: string | readonly string[]
  readonly Resource?: unknown
  readonly Principal?: Readonly<Record<string, unknown>>
  readonly Condition?: unknown
}

type Template = Readonly<Record<string, unknown>>

/** Every role of some templates, with the statements of all the policies that are on it. */
export function rolesOf(templates: readonly Template[]): readonly Role[] {
  return templates.flatMap((template) => {
    const resources = Object.entries(template.Resources as Readonly<Record<string, Written>>)
    const policies = resources.filter(
      ([, { Type }]) => Type === 'AWS::IAM::ManagedPolicy' || Type === 'AWS::IAM::Policy',
    )
    return resources.flatMap(([id, { Type, Properties }]) => {
      if (Type !== 'AWS::IAM::Role') return []
      const { RoleName, Description, AssumeRolePolicyDocument, Policies, ManagedPolicyArns } = Properties!
      if (Policies !== undefined || ManagedPolicyArns !== undefined)
        throw new Error(`${id} carries policies that are not looked at here`)
      const on = policies.filter(([, policy]) => JSON.stringify(policy.Properties!.Roles).includes(`"${id}"`))
      return {
        name: (RoleName as string | undefined) ?? nameOf(id),
        description: (Description as string | undefined) ?? '',
        principals: written(AssumeRolePolicyDocument).flatMap(({ Principal }) =>
          Object.values(Principal ?? {}).flatMap((one) => listed(one).map(addressOf)),
        ),
        statements: on.flatMap(([, policy]) => written(policy.Properties!.PolicyDocument).map(statementOf)),
      }
    })
  })
}

const written = (document: unknown): readonly WrittenStatement[] =>
  (document as { Statement: readonly WrittenStatement[] }).Statement

const statementOf = ({ Sid, Effect, Action, Resource, Condition }: WrittenStatement): Statement => ({
  sid: Sid ?? '',
  allows: Effect === 'Allow',
  actions: listed(Action) as readonly string[],
  resources: listed(Resource).map(addressOf),
  condition: Condition === undefined ? '' : JSON.stringify(Condition, (_, value: unknown) => value),
})

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

/** An address as text; what another resource gives is named by that resource, between angle brackets. */
function addressOf(value: unknown): string {
  if (typeof value === 'string') return value
  const { Ref, ...functions } = value as Readonly<Record<string, unknown>>
  if (typeof Ref === 'string') return Ref.startsWith('AWS::') ? Ref.replace('AWS::', '') : `<${nameOf(Ref)}>`
  if (Array.isArray(functions['Fn::Join'])) return (functions['Fn::Join'][1] as unknown[]).map(addressOf).join('')
  if (Array.isArray(functions['Fn::GetAtt'])) return `<${nameOf(String(functions['Fn::GetAtt'][0]))}>`
  const { OutputName } = functions['Fn::GetStackOutput'] as { OutputName: string }
  return `<${nameOf(OutputName.replace(/^PublishOutput(Ref|FnGetAtt)/, '').replace(/(Arn)?[0-9A-F]{8}$/, ''))}>`
}

/** CDK ends names with eight digits of a digest. */
const nameOf = (id: string): string => id.replace(/[0-9A-F]{8}$/, '')

/** Whether statements let an action be done: a denial beats whatever allows it. Conditions are taken to hold. */
export function mayDo(statements: readonly Statement[], action: string, resource: string): boolean {
  const about = statements.filter(
    ({ actions, resources }) =>
      actions.some((one) => isLike(one, action)) && resources.some((one) => isLike(one, resource)),
  )
  return about.some(({ allows }) => allows) && about.every(({ allows }) => allows)
}

const isLike = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(text)
