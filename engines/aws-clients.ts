import { AthenaClient } from '@aws-sdk/client-athena'
import { KMSClient } from '@aws-sdk/client-kms'
import { LakeFormationClient } from '@aws-sdk/client-lakeformation'
import { S3Client } from '@aws-sdk/client-s3'
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas'
import { SFNClient } from '@aws-sdk/client-sfn'
import { type Account, accountOf } from './account.ts'
import { type Athena, athenaIn } from './athena.ts'
import { type Store, s3Store } from './s3.ts'
import { type Versions, s3Versions } from './s3-versions.ts'
import { type Machine, machineAt } from './step-functions.ts'

/** Everything in AWS that the command line asks, with credentials from the SDK's default chain. */
export interface AwsClients {
  readonly machine: Machine
  readonly store: Store
  readonly versions: Versions
  readonly account: Account
  athena(workgroup: string): Athena
}

export function awsClients(region: string, account: string, machine: string): AwsClients {
  const settings = { region, maxAttempts: 5 }
  const s3 = new S3Client(settings)
  const athena = new AthenaClient(settings)
  return {
    machine: machineAt(new SFNClient(settings), `arn:aws:states:${region}:${account}:stateMachine:${machine}`),
    store: s3Store(s3),
    versions: s3Versions(s3),
    account: accountOf(new KMSClient(settings), new LakeFormationClient(settings), new ServiceQuotasClient(settings)),
    athena: (workgroup) => athenaIn(athena, workgroup),
  }
}
