import { PUBLISHED_TABLES } from '../../algorithms/contracts/results/published.ts'
import { RESTRICTED_TABLES } from '../../algorithms/contracts/results/restricted.ts'
import type { Table } from '../../algorithms/contracts/table.ts'
import { digestOfRows } from '../../engines/digest.ts'
import { type Cloud, NAMES } from './cloud.ts'

export const PUBLISHED = Object.values(PUBLISHED_TABLES) as readonly Table[]
/** Those of a run: looks at people are kept apart. */
export const RESTRICTED = (Object.values(RESTRICTED_TABLES) as readonly Table[]).filter(
  ({ name }) => name !== 'access_log',
)

const viewOf = (database: 'restricted' | 'published', table: Table): string =>
  `"${NAMES.databases[database]}"."v_${table.name}_latest"`

/** Canonical digests of what readers find in the views, as the laptop's manifest has them. */
export async function digestsFound(
  cloud: Cloud,
  database: 'restricted' | 'published',
): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const table of database === 'published' ? PUBLISHED : RESTRICTED) {
    const days = Object.entries(table.columns).flatMap(([name, { type }]) => (type === 'day' ? [name] : []))
    const dates = days.map((name) => `("${name}" - DATE '1970-01-01') AS "${name}"`).join(', ')
    const replaced = days.length === 0 ? '*' : `* REPLACE (${dates})`
    found[table.name] = digestOfRows(table, await cloud.db.rows(`SELECT ${replaced} FROM ${viewOf(database, table)}`))
  }
  return found
}

/**
 * One text for everything that readers find, and for every row that was ever published: a row that is lost, changed or
 * published twice changes it. Quicker than digests, and only good for comparing two moments of one cloud.
 */
export async function fingerprint(cloud: Cloud): Promise<string> {
  const places = [
    ...RESTRICTED.map((table) => viewOf('restricted', table)),
    ...PUBLISHED.map((table) => viewOf('published', table)),
    ...PUBLISHED.map(({ name }) => `"${NAMES.databases.published}"."${name}"`),
  ]
  const rows: string[] = []
  for (const place of places) {
    // A restricted view also says which shard a row lies in; its attempt is another with every run.
    const text = place.includes(NAMES.databases.restricted) ? '(SELECT * EXCLUDE (shard) FROM ' : '(SELECT * FROM '
    const [row] = await cloud.db.rows(
      `SELECT count(*) AS n, coalesce(sum(hash(t)), 0)::varchar AS h FROM ${text}${place}) t`,
    )
    rows.push(`${place} ${JSON.stringify(row)}`)
  }
  return rows.join('\n')
}
