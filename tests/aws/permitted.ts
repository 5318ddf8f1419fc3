import type { Store } from '../../engines/s3.ts'
import { type Statement, mayDo } from '../infra/roles.ts'

/** A store that refuses, as S3 does, whatever the policies of a role do not allow. */
export function permitted(store: Store, statements: readonly Statement[]): Store {
  const check = (action: string, resource: string): void => {
    if (mayDo(statements, action, `arn:aws:s3:::${resource}`)) return
    throw Object.assign(new Error(`${action} of ${resource}`), { $metadata: { httpStatusCode: 403 } })
  }
  const reads = (bucket: string, key: string): void => check('s3:GetObject', `${bucket}/${key}`)
  const writes = (bucket: string, key: string): void => check('s3:PutObject', `${bucket}/${key}`)
  return {
    list(bucket, prefix) {
      check('s3:ListBucket', bucket)
      return store.list(bucket, prefix)
    },
    async text(bucket, key) {
      reads(bucket, key)
      return store.text(bucket, key)
    },
    async range(bucket, key, start, end) {
      reads(bucket, key)
      return store.range(bucket, key, start, end)
    },
    async download(bucket, key, path) {
      reads(bucket, key)
      return store.download(bucket, key, path)
    },
    async putText(bucket, key, text) {
      writes(bucket, key)
      return store.putText(bucket, key, text)
    },
    async putTextOnce(bucket, key, text) {
      writes(bucket, key)
      return store.putTextOnce(bucket, key, text)
    },
    async upload(path, bucket, key) {
      writes(bucket, key)
      return store.upload(path, bucket, key)
    },
  }
}
