import { Trouble } from '../../algorithms/domain/trouble.ts'
import type { Environment } from '../../infra/environment.ts'
import { ENVIRONMENTS } from '../../infra/environments.ts'
import { type DeploymentNames, deploymentNames } from '../../infra/names.ts'

/** The deployment that a command speaks of. */
export interface Deployed {
  readonly name: string
  readonly settings: Environment
  readonly names: DeploymentNames
}

const EXAMPLE = 'example'

/** The environment of that name; unnamed, the one that `COHORTS_ENVIRONMENT` names, else the only one that is real. */
export function deployedAs(
  asked: string | undefined,
  environments: Readonly<Record<string, Environment>> = ENVIRONMENTS,
): Deployed {
  const real = Object.keys(environments).filter((name) => name !== EXAMPLE)
  const name = asked ?? process.env.COHORTS_ENVIRONMENT ?? (real.length === 1 ? real[0] : undefined)
  const settings = name === undefined ? undefined : environments[name]
  if (name !== undefined && settings !== undefined) return { name, settings, names: deploymentNames(settings) }
  if (real.length === 0 && name === undefined)
    throw new Trouble(
      'badUsage',
      'No environment is described yet: infra/environments.ts holds the example alone.',
      'Copy the example there and change all of it; docs/how-to/deploy-on-aws.md says how.',
    )
  throw new Trouble(
    'badUsage',
    name === undefined ? 'There are several environments.' : 'There is no environment of that name.',
    `Give --environment one of ${Object.keys(environments).join(', ')}.`,
  )
}
