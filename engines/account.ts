import { DescribeKeyCommand, GetKeyRotationStatusCommand, type KMSClient } from '@aws-sdk/client-kms'
import {
  GetDataLakeSettingsCommand,
  type LakeFormationClient,
  type PrincipalPermissions,
} from '@aws-sdk/client-lakeformation'
import { ListServiceQuotasCommand, type ServiceQuotasClient } from '@aws-sdk/client-service-quotas'

/** Settings of an account that decide whether a run can work. */
export interface Account {
  key(id: string): Promise<{ readonly isEnabled: boolean; readonly isRotated: boolean }>
  /** Whether new databases and tables are left to IAM, as they are unless someone turned that off. */
  leavesTablesToIam(): Promise<boolean>
  /** Quota of a service by its name; null when the account lists none of that name. */
  quota(service: string, name: string): Promise<number | null>
}

/** Stands for everyone whom IAM lets in, in Lake Formation. */
const EVERYONE = 'IAM_ALLOWED_PRINCIPALS'

export const accountOf = (
  kms: KMSClient,
  lakeFormation: LakeFormationClient,
  quotas: ServiceQuotasClient,
): Account => ({
  async key(id) {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: id }))
    const { KeyRotationEnabled } = await kms.send(new GetKeyRotationStatusCommand({ KeyId: KeyMetadata!.KeyId! }))
    return { isEnabled: KeyMetadata?.Enabled === true, isRotated: KeyRotationEnabled === true }
  },
  async leavesTablesToIam() {
    const { DataLakeSettings } = await lakeFormation.send(new GetDataLakeSettingsCommand({}))
    const leaves = (given: readonly PrincipalPermissions[] | undefined): boolean =>
      (given ?? []).some((one) => one.Principal?.DataLakePrincipalIdentifier === EVERYONE)
    return (
      leaves(DataLakeSettings?.CreateDatabaseDefaultPermissions) &&
      leaves(DataLakeSettings?.CreateTableDefaultPermissions)
    )
  },
  async quota(service, name) {
    let after: string | undefined
    do {
      const page = await quotas.send(
        new ListServiceQuotasCommand({ ServiceCode: service, ...(after === undefined ? {} : { NextToken: after }) }),
      )
      const found = (page.Quotas ?? []).find((one) => one.QuotaName?.toLowerCase() === name.toLowerCase())
      if (found !== undefined) return found.Value ?? null
      after = page.NextToken
    } while (after !== undefined)
    return null
  },
})
