import type { Account } from '../../engines/account.ts'
import type { Athena } from '../../engines/athena.ts'
import type { Store } from '../../engines/s3.ts'
import type { Versions } from '../../engines/s3-versions.ts'
import type { Machine } from '../../engines/step-functions.ts'
import type { Deployed } from './environment.ts'

/** A deployment and everything in AWS that a command may ask. */
export interface AwsWorld extends Deployed {
  readonly machine: Machine
  readonly store: Store
  readonly versions: Versions
  readonly account: Account
  athena(workgroup: string): Athena
  /** Now, so that a test can say when. */
  now(): Date
  /** Milliseconds between two looks at what goes on. */
  readonly pauseMilliseconds: number
}

const PAUSE = 5_000

/** Role that the policies of the deployment give such commands to. */
export const roleFor = ({ settings }: Deployed, command: string): string =>
  `${settings.prefix}-${command === 'purge' ? 'break-glass' : 'operator'}`

/** Clients with the credentials that the AWS command line would use. Loaded only when something is asked of AWS. */
export async function awsWorld(deployed: Deployed): Promise<AwsWorld> {
  // The SDK warns of Node 20 on every start; the deployed functions run on a later one.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
  const { awsClients } = await import('../../engines/aws-clients.ts')
  const { settings, names } = deployed
  const clients = awsClients(settings.region, settings.account, names.machine)
  return { ...deployed, ...clients, now: () => new Date(), pauseMilliseconds: PAUSE }
}
