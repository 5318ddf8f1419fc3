import { existsSync, readFileSync } from 'node:fs'
import type { GatherResult } from '../../engines/gather-result.ts'
import { gather } from '../../engines/laptop/gather.ts'
import { openDuckDb } from '../../engines/duckdb.ts'
import type { Progress } from '../terminal/progress.ts'
import { type OutFolder, clearGathered, writeReplacing } from './out-folder.ts'
import type { Plan } from './plan.ts'

/** Gathers, or takes what an interrupted run of the same inputs had already gathered. */
export async function gatherStep(
  plan: Plan,
  folder: OutFolder,
  threads: number,
  progress: Progress,
): Promise<GatherResult> {
  const record = folder.path('gathered.json')
  if (existsSync(record)) return JSON.parse(readFileSync(record, 'utf8')) as GatherResult
  clearGathered(folder)
  const db = await openDuckDb({ temporary: folder.path('spill', '.'), threads })
  try {
    let done = 0
    const result = await gather(
      {
        files: plan.files,
        catalogue: plan.catalogue,
        shards: plan.request.shards,
        asAt: plan.request.asAt ?? null,
        folder: folder.gathered,
      },
      db,
      () => {
        // Statements differ in length, so the bar counts them and promises no more.
        progress.advance(++done, Math.max(done + 1, Object.keys(plan.files).length * 6))
      },
    )
    writeReplacing(record, JSON.stringify(result))
    return result
  } finally {
    db.close()
  }
}
