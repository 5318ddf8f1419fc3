import { Stack, Tags, type App, type StackProps } from 'aws-cdk-lib'
import * as iam from 'aws-cdk-lib/aws-iam'
import type { Environment } from './environment.ts'
import { type DeploymentNames, deploymentNames } from './names.ts'

/** A stack of one environment: tagged, named, and synthesised without asking an account anything. */
export class EnvironmentStack extends Stack {
  readonly settings: Environment
  readonly names: DeploymentNames

  constructor(app: App, part: string, settings: Environment, props: StackProps = {}) {
    super(app, `${settings.prefix}-${part}`, {
      env: { account: settings.account, region: settings.region },
      terminationProtection: true,
      ...props,
    })
    this.settings = settings
    this.names = deploymentNames(settings)
    for (const [name, value] of Object.entries(settings.tags)) Tags.of(this).add(name, value)
    Tags.of(this).add('data_classification', '5')
    Tags.of(this).add('DataType', 'pseudonymised')
    const boundary = settings.existing.permissionsBoundaryArn
    if (boundary !== undefined)
      iam.PermissionsBoundary.of(this).apply(iam.ManagedPolicy.fromManagedPolicyArn(this, 'Boundary', boundary))
  }

  /** Two named zones: a look-up would need an account. */
  override get availabilityZones(): string[] {
    return ['a', 'b'].map((zone) => `${this.settings.region}${zone}`)
  }
}
