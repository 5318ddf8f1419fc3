import { createReadStream, createWriteStream, openSync, closeSync, readSync, statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout } from 'node:timers/promises'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { httpStatus } from './http-status.ts'

export interface StoredObject {
  readonly key: string
  readonly bytes: number
  readonly etag: string
}

/** Objects in buckets. A missing object is null, everything else that fails is thrown. */
export interface Store {
  list(bucket: string, prefix: string): AsyncGenerator<StoredObject>
  text(bucket: string, key: string): Promise<string | null>
  /** Bytes from `start` up to `end`; a negative start counts from the end of the object. */
  range(bucket: string, key: string, start: number, end?: number): Promise<Uint8Array>
  putText(bucket: string, key: string, text: string): Promise<void>
  /** False when the object was there already: it is then left as it is. */
  putTextOnce(bucket: string, key: string, text: string): Promise<boolean>
  download(bucket: string, key: string, path: string): Promise<void>
  upload(path: string, bucket: string, key: string): Promise<void>
}

/** Files above this size are sent in parts of it. S3 takes no part below 5 MiB but the last. */
const PART_BYTES = 8 * 1024 * 1024

const MOST_CONFLICTS = 5

export function s3Store(client: S3Client): Store {
  const body = async (bucket: string, key: string, range?: string) => {
    const answer = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, ...(range === undefined ? {} : { Range: range }) }),
    )
    return answer.Body!
  }
  return {
    async *list(bucket, prefix) {
      let after: string | undefined
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...(after ? { ContinuationToken: after } : {}) }),
        )
        for (const { Key, Size, ETag } of page.Contents ?? [])
          yield { key: Key!, bytes: Size ?? 0, etag: (ETag ?? '').replaceAll('"', '') }
        after = page.IsTruncated === true ? page.NextContinuationToken : undefined
      } while (after !== undefined)
    },
    async text(bucket, key) {
      try {
        return await (await body(bucket, key)).transformToString()
      } catch (error) {
        if (httpStatus(error) === 404) return null
        throw error
      }
    },
    async range(bucket, key, start, end) {
      const range = start < 0 ? `bytes=${start}` : `bytes=${start}-${end === undefined ? '' : end - 1}`
      return (await body(bucket, key, range)).transformToByteArray()
    },
    async putText(bucket, key, text) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text }))
    },
    async putTextOnce(bucket, key, text) {
      for (let attempt = 1; ; attempt++) {
        try {
          await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, IfNoneMatch: '*' }))
          return true
        } catch (error) {
          if (httpStatus(error) === 412) return false
          // 409 is another writer at the same moment, of whom S3 asks that it be tried again.
          if (httpStatus(error) !== 409 || attempt === MOST_CONFLICTS) throw error
          await setTimeout(attempt * 50)
        }
      }
    },
    async download(bucket, key, path) {
      const stream = await body(bucket, key)
      await pipeline(stream as Readable, createWriteStream(path, { mode: 0o600 }))
    },
    async upload(path, bucket, key) {
      const bytes = statSync(path).size
      if (bytes > PART_BYTES) return uploadParts(client, path, bytes, bucket, key)
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: createReadStream(path), ContentLength: bytes }),
      )
    },
  }
}

async function uploadParts(client: S3Client, path: string, bytes: number, bucket: string, key: string): Promise<void> {
  const place = { Bucket: bucket, Key: key }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(place))
  const descriptor = openSync(path, 'r')
  try {
    const parts: { PartNumber: number; ETag: string | undefined }[] = []
    for (let start = 0; start < bytes; start += PART_BYTES) {
      const part = Buffer.alloc(Math.min(PART_BYTES, bytes - start))
      readSync(descriptor, part, 0, part.length, start)
      const PartNumber: number = parts.length + 1
      const { ETag } = await client.send(new UploadPartCommand({ ...place, UploadId, PartNumber, Body: part }))
      parts.push({ PartNumber, ETag })
    }
    await client.send(new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload: { Parts: parts } }))
  } catch (error) {
    // Half an upload is billed until someone ends it.
    await client.send(new AbortMultipartUploadCommand({ ...place, UploadId })).catch(() => undefined)
    throw error
  } finally {
    closeSync(descriptor)
  }
}
