import { z } from 'zod'

const fileSeen = z.strictObject({ name: z.string(), bytes: z.number(), sha256: z.string() })

const step = z.strictObject({ name: z.string(), seconds: z.number() })

const outcome = z.strictObject({
  people_living_with: z.number().nullable(),
  new_distant_recurrences: z.number().nullable(),
  metastatic_at_diagnosis: z.number().nullable(),
})

/** `OUT/run.json`: what went in, what came out and how long it took. True counts never stand here. */
export const manifest = z.strictObject({
  run_id: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  definition: z.string(),
  definition_status: z.enum(['draft', 'approved']),
  synthetic: z.boolean(),
  /** `synthetic`, or the warning that the run was not audited for disclosure. */
  release: z.string(),
  /** Folder the inputs stood in, and whether a draft definition was allowed: what it takes to run it again. */
  data: z.string(),
  allow_draft: z.boolean(),
  coverage: z.enum(['icb', 'england']),
  data_cut_date: z.string().nullable(),
  as_at: z.string().nullable(),
  shards: z.number(),
  workers: z.number(),
  profile: z.string(),
  inputs: z.record(z.string(), z.array(fileSeen)),
  sources_absent: z.array(z.string()),
  steps: z.array(step),
  /** Canonical digest of each table: sha256 of its rows, sorted by key, without `run_id`. */
  digests: z.record(z.string(), z.string()),
  /** Headline figures as published, protected; null where hidden or not available. */
  headline: outcome.nullable(),
  warnings: z.array(z.string()),
})

export type Manifest = z.output<typeof manifest>
