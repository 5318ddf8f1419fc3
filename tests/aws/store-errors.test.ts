import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, afterEach, expect, test } from 'vitest'
import { s3Store } from '../../engines/s3.ts'
import { answering } from '../../functions/world.ts'

const mocked = mockClient(S3Client)
const store = s3Store(mocked as unknown as S3Client)
const folder = mkdtempSync(join(tmpdir(), 'store-errors-'))

afterEach(() => mocked.reset())
afterAll(() => {
  mocked.restore()
  rmSync(folder, { recursive: true })
})

const answered = (status: number): Error =>
  Object.assign(new Error('refused'), { $metadata: { httpStatusCode: status } })
const broken = (code: string): Error => Object.assign(new Error('broken'), { code })

/** What Step Functions is told when a step meets an error of S3. */
async function toldOf(error: Error): Promise<string> {
  mocked.on(GetObjectCommand).rejects(error)
  const handler = answering<object, unknown>(
    () => 'decide',
    () => store.text('b', 'k'),
  )
  const world = { store, names: {} as never, log: () => undefined, runDollars: 1, shardsAtOnce: 1, chunkBytes: 1e12 }
  const told = await handler({}, world).catch((caught: unknown) => caught)
  return (told as Error).name
}

test.each([
  ['S3 is at fault', answered(500), 'worldFailed'],
  ['S3 is busy', answered(503), 'worldFailed'],
  ['S3 is asked too often', answered(429), 'worldFailed'],
  ['the line broke', broken('ECONNRESET'), 'worldFailed'],
  ['the line was slow', broken('ETIMEDOUT'), 'worldFailed'],
  ['a role may not', answered(403), 'permission'],
  ['the request makes no sense', answered(400), 'unexpected'],
])('when %s the machine is told, and tries again only what may pass', async (_, error, name) => {
  expect(await toldOf(error)).toBe(name)
})

test('what is missing is null, and what is refused is not taken for missing', async () => {
  mocked.on(GetObjectCommand).rejectsOnce(answered(404)).rejects(answered(403))
  expect(await store.text('b', 'k')).toBeNull()
  await expect(store.text('b', 'k')).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } })
  await expect(store.range('b', 'k', 0, 1)).rejects.toThrow()
})

test('a listing that breaks on its second page is not taken for a short one', async () => {
  mocked
    .on(ListObjectsV2Command)
    .resolvesOnce({ Contents: [{ Key: 'a', Size: 1, ETag: '"x"' }], IsTruncated: true, NextContinuationToken: 'next' })
    .rejects(answered(500))
  const keys: string[] = []
  const listing = (async () => {
    for await (const { key } of store.list('b', '')) keys.push(key)
  })()
  await expect(listing).rejects.toThrow()
  expect(keys).toEqual(['a'])
})

test('half an upload is ended, and the error of the part is the one that is thrown', async () => {
  const path = join(folder, 'large')
  writeFileSync(path, Buffer.alloc(20_000_000))
  mocked.on(CreateMultipartUploadCommand).resolves({ UploadId: 'u' })
  mocked.on(UploadPartCommand).resolvesOnce({ ETag: '"1"' }).rejects(answered(500))
  mocked.on(AbortMultipartUploadCommand).rejects(answered(503))
  await expect(store.upload(path, 'b', 'k')).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } })
  expect(mocked.commandCalls(AbortMultipartUploadCommand, { UploadId: 'u' })).toHaveLength(1)
  expect(mocked.commandCalls(CompleteMultipartUploadCommand)).toHaveLength(0)
})

test('a write that collides with another is tried again, and found to be there', async () => {
  mocked.on(PutObjectCommand).rejectsOnce(answered(409)).rejectsOnce(answered(412))
  expect(await store.putTextOnce('b', 'k', 'x')).toBe(false)
  expect(mocked.commandCalls(PutObjectCommand)).toHaveLength(2)
})

test('a write that goes on colliding is given up, for the machine to try again', async () => {
  mocked.on(PutObjectCommand).rejects(answered(409))
  await expect(store.putTextOnce('b', 'k', 'x')).rejects.toMatchObject({ $metadata: { httpStatusCode: 409 } })
  expect(mocked.commandCalls(PutObjectCommand)).toHaveLength(5)
})
