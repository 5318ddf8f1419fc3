import type { DeploymentNames } from '../../infra/names.ts'
import { table } from '../../docs/generator/markdown.ts'
import type { Role, Statement } from './roles.ts'

/** What a reader wants to know first of a role, by the actions that say so. */
const SHORT: readonly (readonly [head: string, has: RegExp])[] = [
  ['reads objects', /^s3:GetObject/],
  ['writes objects', /^s3:PutObject/],
  ['deletes objects', /^s3:DeleteObject/],
  ['reads tables', /^glue:GetTable$/],
  ['changes tables', /^glue:(Create|Update|Delete)Table$/],
  ['queries through', /^athena:StartQueryExecution$/],
]

/** The page of roles: first what each can read and write, then every statement to the letter. */
export function rolesPage(roles: readonly Role[], names: DeploymentNames, prefix: string, account: string): string {
  const short = (text: string): string => shortened(text, names, prefix, account)
  const places = ({ statements }: Role, has: RegExp): string => {
    const found = statements.filter(({ allows, actions }) => allows && actions.some((one) => has.test(one)))
    const all = found.flatMap(({ resources }) => resources.map(short)).filter((one) => !isPartOf(one))
    return [...new Set(all)].sort().join('<br>')
  }
  const summary = roles.map((role) => [
    `**${short(role.name)}**${role.description === '' ? '' : `<br>${role.description}`}`,
    ...SHORT.map(([, has]) => places(role, has)),
  ])
  const details = roles.map((role) =>
    [
      `## ${short(role.name)}`,
      `Taken on by ${role.principals.map((one) => `\`${short(one)}\``).join(', ')}.`,
      table(
        ['statement', 'actions', 'on', 'only when'],
        role.statements.map(({ sid, allows, actions, resources, condition }: Statement) => [
          `${allows ? '' : '**never** '}${sid === '' ? '(unnamed)' : sid}`,
          actions.join('<br>'),
          resources.map(short).sort().join('<br>'),
          short(condition).replaceAll(/[{}"]/g, ''),
        ]),
      ),
    ].join('\n\n'),
  )
  return `${[
    '<!-- Written by the tests of the deployment from its templates: `npm run test:aws -- -u`. -->',
    '# Roles on AWS',
    'Every role of a deployment, read from the templates that CDK writes for the environment `example`. What is not here, no role can do. `landing/` and its like are buckets, `database.*` are tables; the name of the environment and the number of the account are left out.',
    table(['role', ...SHORT.map(([head]) => head)], summary),
    'Beside these, the bucket policies refuse everyone a connection without TLS 1.2 and an object under another key, and everyone but break-glass the removal of an object from any bucket but `work`.',
    ...details,
  ].join('\n\n')}\n`
}

/** The catalogue and the databases come with every right on tables. */
const isPartOf = (place: string): boolean => place === 'catalogue' || place.startsWith('database ')

function shortened(text: string, { buckets, databases }: DeploymentNames, prefix: string, account: string): string {
  let said = text
  for (const [short, name] of Object.entries(buckets)) said = said.replaceAll(`arn:aws:s3:::${name}`, short)
  for (const [short, name] of Object.entries(databases))
    said = said
      .replace(new RegExp(`^arn:aws:glue:.*:table/${name}/`), `${short}.`)
      .replace(new RegExp(`^arn:aws:glue:.*:database/${name}$`), `database ${short}`)
  return said
    .replace(/^arn:aws:glue:.*:catalog$/, 'catalogue')
    .replace(/^arn:aws:athena:.*:workgroup\//, 'workgroup ')
    .replace(/^arn:aws:states:[\w-]+:\d+:/, '')
    .replace(/^arn:aws:iam::\d+:/, '')
    .replaceAll(`${prefix}-`, '')
    .replaceAll(account, 'ACCOUNT')
}
