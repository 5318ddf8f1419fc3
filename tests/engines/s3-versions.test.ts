import { DeleteObjectsCommand, HeadBucketCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, expect, test } from 'vitest'
import { s3Versions } from '../../engines/s3-versions.ts'

const mock = mockClient(S3Client)
const versions = s3Versions(new S3Client({ region: 'eu-west-2' }))

beforeEach(() => {
  mock.reset()
})

test('finds every version and marker of exactly one key, over all pages', async () => {
  mock
    .on(ListObjectVersionsCommand)
    .resolvesOnce({
      Versions: [{ Key: 'a/rows', VersionId: '1' }],
      IsTruncated: true,
      NextKeyMarker: 'a/rows',
      NextVersionIdMarker: '1',
    })
    .resolves({
      Versions: [
        { Key: 'a/rows', VersionId: '2' },
        { Key: 'a/rows-of-another', VersionId: '9' },
      ],
      DeleteMarkers: [{ Key: 'a/rows', VersionId: '3' }],
    })
  expect((await versions.of('b', 'a/rows')).map(({ versionId }) => versionId)).toEqual(['1', '2', '3'])
  expect(mock.commandCalls(ListObjectVersionsCommand)[1]!.args[0].input).toMatchObject({ VersionIdMarker: '1' })
})

test('removes by version alone, a thousand at a time, and tells what S3 kept', async () => {
  mock
    .on(DeleteObjectsCommand)
    .resolvesOnce({ Errors: [{ Key: 'k0', VersionId: 'v0' }] })
    .resolves({})
  const all = Array.from({ length: 1001 }, (_, i) => ({ key: `k${i}`, versionId: `v${i}` }))
  expect(await versions.remove('b', all)).toEqual([{ key: 'k0', versionId: 'v0' }])
  const asked = mock.commandCalls(DeleteObjectsCommand).map((call) => call.args[0].input.Delete!.Objects!)
  expect(asked.map((objects) => objects.length)).toEqual([1000, 1])
  expect(asked.flat().every(({ VersionId }) => VersionId !== undefined)).toBe(true)
})

test.each([
  [403, false],
  [404, false],
])('a bucket that answers %i is not ours', async (httpStatusCode, ours) => {
  mock.on(HeadBucketCommand).rejects(Object.assign(new Error('no'), { $metadata: { httpStatusCode } }))
  expect(await versions.belongsTo('b', '111122223333')).toBe(ours)
})
