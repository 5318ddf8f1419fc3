import { expect, inject, test } from 'vitest'
import { query } from './client.ts'

const trino = inject('trino')

test.skipIf(trino === null)('the server answers on the loopback interface', async () => {
  const { rows } = await query(trino!.address, 'SELECT 7 / 2')
  expect(rows).toEqual([[3]])
})
