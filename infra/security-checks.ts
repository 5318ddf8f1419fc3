import { Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag'
import { ACKNOWLEDGED } from './acknowledged.ts'
import type { Deployment } from './deployment.ts'

/** Puts four rule packs over every stack: a finding that nobody has accounted for stops the synthesis. */
export function checkSecurity(deployed: Deployment): void {
  const { app } = deployed
  acknowledge(deployed)
  Validations.of(app).addPlugins(
    new AwsSolutionsChecks(app),
    new NIST80053R5Checks(app),
    new HIPAASecurityChecks(app),
    new ServerlessChecks(app),
  )
}

/** Says of each finding that stays why it may. */
export function acknowledge(deployed: Deployment): void {
  for (const { stack, path, rules, reason } of ACKNOWLEDGED) {
    const scope = path.reduce<IConstruct | undefined>(
      (parent, name) => parent?.node.tryFindChild(name),
      deployed[stack],
    )
    if (scope !== undefined) Validations.of(scope).acknowledge(...rules.map((id) => ({ id, reason })))
  }
}
