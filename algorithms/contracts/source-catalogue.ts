import { z } from 'zod'
import { SOURCE_NAMES, type SourceName } from './sources.ts'

const isoDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write the date as YYYY-MM-DD')

/** What `sources.json` may say of one source. */
export const sourceEntry = z.strictObject({
  available_from: isoDay.optional(),
  available_to: isoDay.optional(),
  lag_months: z.int().min(0).max(60).optional(),
  legal_basis: z.string().optional(),
  opt_out_applied: z.boolean().optional(),
  reject_limit: z.number().min(0).max(1).optional(),
  table: z
    .string()
    .regex(/^[a-z0-9_]+\.[a-z0-9_]+$/, 'write the table as database.table')
    .optional(),
  fillers: z.array(z.string()).optional(),
  date: isoDay.optional(),
  expires: isoDay.optional(),
  columns: z.record(z.string(), z.string()).optional(),
})

/** `DATA/sources.json`. A source or key that the contract does not know is refused by name. */
export const sourceCatalogue = z.strictObject({
  coverage: z.enum(['icb', 'england']).default('icb'),
  synthetic: z.boolean().default(false),
  /** Written by `synthesise --strata` alone: hard cases in numbers of no population, whose counts are not published. */
  strata: z.literal(true).optional(),
  sources: z.partialRecord(z.enum(SOURCE_NAMES as [SourceName, ...SourceName[]]), sourceEntry).default({}),
})

export type SourceCatalogue = z.output<typeof sourceCatalogue>

/** Share of a source's rows that may be rejected before the run stops, where `sources.json` does not say. */
export const DEFAULT_REJECT_LIMIT = 0.05
