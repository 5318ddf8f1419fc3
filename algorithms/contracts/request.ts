import { z } from 'zod'

/** What a person asks of a run. `shards` and `workers` change how, never what, and are left out of the run id. */
export const runRequest = z.strictObject({
  data: z.string(),
  out: z.string(),
  definition: z
    .string()
    .regex(/^[a-z0-9-]+@\d+\.\d+\.\d+$/, 'write the definition as ID@VERSION')
    .optional(),
  asAt: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'write the date as YYYY-MM-DD')
    .optional(),
  shards: z.int().min(1).max(96).default(16),
  workers: z.int().min(1).max(64).optional(),
  allowDraft: z.boolean().default(false),
})

export type RunRequest = z.output<typeof runRequest>
