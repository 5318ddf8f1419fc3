import { beforeEach, expect, test } from 'vitest'
import { examined, findingsText } from '../../../cli/aws/doctor.ts'
import { type FakeWorld, fakeWorld } from './fake-world.ts'

let world: FakeWorld

const put = (key: string, value: unknown): void => {
  world.objects.set(`${world.names.buckets.landing}/${key}`, typeof value === 'string' ? value : JSON.stringify(value))
}

beforeEach(() => {
  world = fakeWorld()
})

const land = (): void => {
  put('person/part-0.parquet', 'x')
}

test('finds nothing wrong in a deployment as it was deployed', async () => {
  land()
  const findings = await examined(world, () => undefined)
  expect(findings.filter(({ verdict }) => verdict !== 'good')).toEqual([])
  expect(findingsText(findings)).toContain('cohorts-example-pipeline is as deployed')
})

test.each([
  [
    'a workgroup whose limit someone lifted',
    () => (world.workgroups['cohorts-example-commissioner'] = { cutoffBytes: null }),
    'does not stop a query at 10 GB',
  ],
  [
    'a key that is not rotated',
    () => (world.keyIsRotated = false),
    'aws kms enable-key-rotation --key-id alias/cohorts-example-data',
  ],
  ['a small quota', () => (world.quota = 10), 'Ask for more in the Service Quotas console'],
  ['Lake Formation in charge', () => (world.leavesTablesToIam = false), 'aws lakeformation grant-permissions'],
  [
    'CSV',
    () => {
      put('apc/apc.csv.gz', 'x')
    },
    'duckdb -c',
  ],
  [
    'sources.json that is not JSON',
    () => {
      put('catalogue/sources.json', '{')
    },
    'Check its brackets',
  ],
  [
    'an allow list that has expired',
    () => {
      put('allow_list/part-0.parquet', 'x')
      put('catalogue/sources.json', { sources: { allow_list: { expires: '2020-01-01' } } })
    },
    'Ask for a new one',
  ],
])('of %s it prints the fix', async (_, breakIt, fix) => {
  land()
  breakIt()
  const findings = await examined(world, () => undefined)
  expect(findings.some(({ verdict }) => verdict === 'wrong')).toBe(true)
  expect(findingsText(findings)).toContain(fix)
})

test('what a role may not see is unknown, not wrong', async () => {
  land()
  const denied = Object.assign(new Error('User is not authorized to perform: kms:DescribeKey on x'), {
    name: 'AccessDeniedException',
  })
  const asking: FakeWorld = { ...world, account: { ...world.account, key: () => Promise.reject(denied) } }
  const key = (await examined(asking, () => undefined)).find((one) => one.looked_at === 'key')
  expect(key).toMatchObject({ verdict: 'unknown', says: 'AWS refused kms:DescribeKey to whoever is signed in.' })
})
