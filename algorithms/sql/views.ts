import { type PublishedName, PUBLISHED_TABLES, latestView } from '../contracts/results/published.ts'
import { columnNames } from '../contracts/table.ts'
import { literal, named } from './text.ts'

/** The views of the latest run, by name. A view carries the run it shows, so that pointing it elsewhere is one statement. */
export function latestViews(runId: string, from: (table: PublishedName) => string): readonly string[] {
  return (Object.keys(PUBLISHED_TABLES) as PublishedName[]).map((table) =>
    [
      `CREATE OR REPLACE VIEW ${named(latestView(table))} AS`,
      `SELECT ${columnNames(PUBLISHED_TABLES[table]).join(', ')}`,
      `FROM ${from(table)}`,
      `WHERE run_id = ${literal(runId)}`,
    ].join('\n'),
  )
}
