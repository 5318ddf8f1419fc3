import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { mockClient } from 'aws-sdk-client-mock'
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

test('a missing object is null', async () => {
  expect(await store.text(BUCKET, 'nowhere')).toBeNull()
})

test('an object that was there already is left as it is, and any other refusal is thrown', async () => {
  const mocked = mockClient(S3Client)
  const refused = (status: number): Error =>
    Object.assign(new Error('refused'), { $metadata: { httpStatusCode: status } })
  const mockedStore = s3Store(mocked as unknown as S3Client)
  mocked.on(PutObjectCommand, { IfNoneMatch: '*' }).rejectsOnce(refused(412)).rejectsOnce(refused(503)).resolves({})
  expect(await mockedStore.putTextOnce(BUCKET, 'once', 'x')).toBe(false)
  await expect(mockedStore.putTextOnce(BUCKET, 'once', 'x')).rejects.toThrow()
  expect(await mockedStore.putTextOnce(BUCKET, 'once', 'x')).toBe(true)
  mocked.restore()
})
