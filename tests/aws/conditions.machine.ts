import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Store, s3Store } from '../../engines/s3.ts'
import { type Moto, startMoto } from './moto.ts'
import { hasPythonModule } from './python-module.ts'

const BUCKET = 'conditions'
const isHere = hasPythonModule('moto')

describe('a write on condition that nothing is there', () => {
  let moto: Moto | null = null
  let client: S3Client
  let store: Store

  beforeAll(async () => {
    if (!isHere) return
    moto = await startMoto()
    client = new S3Client({
      endpoint: moto.endpoint,
      forcePathStyle: true,
      region: 'eu-west-2',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    })
    await client.send(
      new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration: { LocationConstraint: 'eu-west-2' } }),
    )
    store = s3Store(client)
  })

  afterAll(async () => {
    if (moto === null) return
    client.destroy()
    await moto.stop()
  })

  test('is done once, and leaves what the first writer wrote', async () => {
    if (moto === null) return
    expect(await store.putTextOnce(BUCKET, 'marker', 'first')).toBe(true)
    expect(await store.putTextOnce(BUCKET, 'marker', 'second')).toBe(false)
    expect(await store.text(BUCKET, 'marker')).toBe('first')
  })

  test('is won by one of many who write at once', async () => {
    if (moto === null) return
    const writers = Array.from({ length: 20 }, (_, i) => `writer ${i}`)
    const won = await Promise.all(writers.map((name) => store.putTextOnce(BUCKET, 'race', name)))
    expect(won.filter(Boolean)).toHaveLength(1)
    expect(await store.text(BUCKET, 'race')).toBe(writers[won.indexOf(true)])
  })

  test('is refused by the server itself, so that a client without care cannot pass', async () => {
    if (moto === null) return
    const put = (condition: object): Promise<unknown> =>
      client.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'kept', Body: 'x', ...condition }))
    await put({})
    await expect(put({ IfNoneMatch: '*' })).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } })
    await expect(put({ IfMatch: '"0123456789abcdef0123456789abcdef"' })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 412 },
    })
  })

  test('leaves other keys alone', async () => {
    if (moto === null) return
    expect(await store.putTextOnce(BUCKET, 'marker-2', 'x')).toBe(true)
    expect(await store.putTextOnce(BUCKET, 'marker/2', 'x')).toBe(true)
  })
})
