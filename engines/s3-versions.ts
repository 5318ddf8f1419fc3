import {
  DeleteObjectsCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3'
import { httpStatus } from './http-status.ts'

/** One version of an object, or a marker that hides earlier ones. */
export interface ObjectVersion {
  readonly key: string
  readonly versionId: string
}

/** What only a custodian does with a bucket. */
export interface Versions {
  /** Every version of exactly this key. */
  of(bucket: string, key: string): Promise<readonly ObjectVersion[]>
  /** Removes these versions for good, and answers with those that S3 would not remove. */
  remove(bucket: string, versions: readonly ObjectVersion[]): Promise<readonly ObjectVersion[]>
  /** Whether the bucket is there and belongs to that account. Throws when nobody says. */
  belongsTo(bucket: string, account: string): Promise<boolean>
}

/** S3 removes at most so many in one request. */
const AT_ONCE = 1000

export const s3Versions = (client: S3Client): Versions => ({
  async of(bucket, key) {
    const found: ObjectVersion[] = []
    let after: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {}
    do {
      const page: ListObjectVersionsCommandOutput = await client.send(
        new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, ...after }),
      )
      for (const { Key, VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])])
        // A prefix also finds longer keys, which nobody listed.
        if (Key === key && VersionId !== undefined) found.push({ key, versionId: VersionId })
      after =
        page.IsTruncated === true && page.NextKeyMarker === key
          ? {
              KeyMarker: key,
              ...(page.NextVersionIdMarker === undefined ? {} : { VersionIdMarker: page.NextVersionIdMarker }),
            }
          : undefined
    } while (after !== undefined)
    return found
  },
  async remove(bucket, versions) {
    const kept: ObjectVersion[] = []
    for (let at = 0; at < versions.length; at += AT_ONCE) {
      const some = versions.slice(at, at + AT_ONCE)
      const { Errors = [] } = await client.send(
        new DeleteObjectsCommand({
          Bucket: bucket,
          Delete: { Quiet: true, Objects: some.map(({ key, versionId }) => ({ Key: key, VersionId: versionId })) },
        }),
      )
      kept.push(...Errors.map(({ Key, VersionId }) => ({ key: Key ?? '', versionId: VersionId ?? '' })))
    }
    return kept
  },
  async belongsTo(bucket, account) {
    try {
      await client.send(new HeadBucketCommand({ Bucket: bucket, ExpectedBucketOwner: account }))
      return true
    } catch (error) {
      if ([403, 404].includes(httpStatus(error) ?? 0)) return false
      throw error
    }
  },
})
