import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { S3Client } from '@aws-sdk/client-s3'
import { type FauxqsServer, startFauxqs } from 'fauxqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Store, s3Store } from '../../engines/s3.ts'

const BUCKET = 'contract-test'
const folder = mkdtempSync(join(tmpdir(), 'store-'))
let server: FauxqsServer
let client: S3Client
let store: Store

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false })
  server.createBucket(BUCKET)
  client = new S3Client({
    endpoint: `http://127.0.0.1:${server.port}`,
    forcePathStyle: true,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  store = s3Store(client)
})

afterAll(async () => {
  client.destroy()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const bytesOf = (length: number): Buffer => Buffer.from(Uint8Array.from({ length }, (_, i) => (i * 31) % 251))

test.each([0, 1, 300_000, 20_000_000])('%i bytes go up from a file and come down the same', async (length) => {
  const up = join(folder, 'up')
  const down = join(folder, 'down')
  writeFileSync(up, bytesOf(length))
  await store.upload(up, BUCKET, `files/${length}`)
  await store.download(BUCKET, `files/${length}`, down)
  expect(readFileSync(down).equals(bytesOf(length))).toBe(true)
})

test('ranges begin and end where they are asked to, from the end too', async () => {
  writeFileSync(join(folder, 'range'), bytesOf(1000))
  await store.upload(join(folder, 'range'), BUCKET, 'range')
  expect([...(await store.range(BUCKET, 'range', 10, 20))]).toEqual([...bytesOf(1000).subarray(10, 20)])
  expect([...(await store.range(BUCKET, 'range', 990))]).toEqual([...bytesOf(1000).subarray(990)])
  expect([...(await store.range(BUCKET, 'range', -8))]).toEqual([...bytesOf(1000).subarray(992)])
})

test('a listing goes on past its first page', async () => {
  await Promise.all(Array.from({ length: 1_050 }, (_, i) => store.putText(BUCKET, `many/${i}`, 'x')))
  const keys = new Set<string>()
  for await (const { key } of store.list(BUCKET, 'many/')) keys.add(key)
  expect(keys.size).toBe(1_050)
})

test('a listing keeps to its prefix, and tells the size and the tag of what is stored', async () => {
  await store.putText(BUCKET, 'kept/one', 'abc')
  await store.putText(BUCKET, 'kept-not/two', 'abc')
  const listed = async (): Promise<readonly unknown[]> => {
    const found: unknown[] = []
    for await (const object of store.list(BUCKET, 'kept/')) found.push(object)
    return found
  }
  const tag = (text: string): string => createHash('md5').update(text).digest('hex')
  expect(await listed()).toEqual([{ key: 'kept/one', bytes: 3, etag: tag('abc') }])
  await store.putText(BUCKET, 'kept/one', 'other')
  expect(await listed()).toEqual([{ key: 'kept/one', bytes: 5, etag: tag('other') }])
})

test('words and keys in any script come back as they went', async () => {
  const key = 'table/run=a/attempt=b-1/shard=-1/Grüße & 数字+%20.json'
  await store.putText(BUCKET, key, 'Ŵyn, £5 – “ok” 🩺')
  expect(await store.text(BUCKET, key)).toBe('Ŵyn, £5 – “ok” 🩺')
  const keys: string[] = []
  for await (const object of store.list(BUCKET, 'table/')) keys.push(object.key)
  expect(keys).toEqual([key])
})

test('a part of a file sent in parts can be read, its end too', async () => {
  const length = 20_000_000
  writeFileSync(join(folder, 'parts'), bytesOf(length))
  await store.upload(join(folder, 'parts'), BUCKET, 'parts')
  const across = 8 * 1024 * 1024
  const expected = bytesOf(length)
  expect([...(await store.range(BUCKET, 'parts', across - 5, across + 5))]).toEqual([
    ...expected.subarray(across - 5, across + 5),
  ])
  expect([...(await store.range(BUCKET, 'parts', -8))]).toEqual([...expected.subarray(length - 8)])
})

test('what cannot be brought here is thrown', async () => {
  await expect(store.download(BUCKET, 'nowhere', join(folder, 'nowhere'))).rejects.toThrow()
})

test('a missing object is null', async () => {
  expect(await store.text(BUCKET, 'nowhere')).toBeNull()
})
