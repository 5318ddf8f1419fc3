import { DescribeKeyCommand, GetKeyRotationStatusCommand, KMSClient } from '@aws-sdk/client-kms'
import { GetDataLakeSettingsCommand, LakeFormationClient } from '@aws-sdk/client-lakeformation'
import { ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas'
import { mockClient } from 'aws-sdk-client-mock'
import { expect, test } from 'vitest'
import { accountOf } from '../../engines/account.ts'

const kms = mockClient(KMSClient)
const lakeFormation = mockClient(LakeFormationClient)
const quotas = mockClient(ServiceQuotasClient)
const at = { region: 'eu-west-2' }
const account = accountOf(new KMSClient(at), new LakeFormationClient(at), new ServiceQuotasClient(at))

test('asks after the rotation of the key that an alias stands for', async () => {
  kms.on(DescribeKeyCommand, { KeyId: 'alias/x' }).resolves({ KeyMetadata: { KeyId: 'k-1', Enabled: true } })
  kms.on(GetKeyRotationStatusCommand, { KeyId: 'k-1' }).resolves({ KeyRotationEnabled: false })
  expect(await account.key('alias/x')).toEqual({ isEnabled: true, isRotated: false })
})

const everyone = [
  { Principal: { DataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' }, Permissions: ['ALL' as const] },
]

test.each([
  ['both are', everyone, everyone, true],
  ['tables are not', everyone, [], false],
  ['databases are not', [], everyone, false],
])('new databases and tables are left to IAM only when %s', async (_, databases, tables, leaves) => {
  lakeFormation.on(GetDataLakeSettingsCommand).resolves({
    DataLakeSettings: { CreateDatabaseDefaultPermissions: databases, CreateTableDefaultPermissions: tables },
  })
  expect(await account.leavesTablesToIam()).toBe(leaves)
})

test('finds a quota by its name on whatever page, and null when it is on none', async () => {
  quotas
    .on(ListServiceQuotasCommand)
    .resolvesOnce({ Quotas: [{ QuotaName: 'Active DDL queries', Value: 20 }], NextToken: 'n' })
    .resolves({ Quotas: [{ QuotaName: 'Active DML Queries', Value: 150 }] })
  expect(await account.quota('athena', 'Active DML queries')).toBe(150)
  expect(await account.quota('athena', 'Nothing')).toBeNull()
})
