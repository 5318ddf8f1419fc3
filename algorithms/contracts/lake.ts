import { gatheredTable } from './source.ts'
import { FACT_SOURCE_NAMES, SOURCES } from './sources.ts'
import { INTERNAL_TABLES, SHARD_INTERNAL_TABLES } from './results/internal.ts'
import { PUBLISHED_TABLES } from './results/published.ts'
import { RESTRICTED_TABLES } from './results/restricted.ts'
import type { Source } from './source.ts'
import { type Table, glueColumns } from './table.ts'

/** Where objects live. Each has its own readers. */
export const BUCKETS = ['landing', 'work', 'restricted', 'published', 'audit'] as const
export type LakeBucket = (typeof BUCKETS)[number]

/** Where tables live in the catalogue. */
export const DATABASES = ['landing', 'internal', 'restricted', 'published'] as const
export type LakeDatabase = (typeof DATABASES)[number]

/** What tells the rows of one attempt of a run from another's; `shard` is a whole number, -1 for rows set aside. */
export type LakePartition = 'run' | 'attempt' | 'shard'

export interface LakeColumn {
  readonly name: string
  readonly type: string
  readonly comment: string
}

/** A table of the lake. Parquet lies under `<table>/run=…/attempt=…/shard=…/`; Iceberg is partitioned by `run_id`. */
export interface LakeTable {
  readonly name: string
  readonly says: string
  readonly database: LakeDatabase
  readonly bucket: LakeBucket
  readonly format: 'parquet' | 'iceberg'
  readonly columns: readonly LakeColumn[]
  readonly partitions: readonly LakePartition[]
}

const BY_ATTEMPT: readonly LakePartition[] = ['run', 'attempt']
const BY_SHARD: readonly LakePartition[] = ['run', 'attempt', 'shard']

const parquet = (
  name: string,
  says: string,
  database: LakeDatabase,
  bucket: LakeBucket,
  columns: readonly LakeColumn[],
  partitions: readonly LakePartition[],
): LakeTable => ({ name, says, database, bucket, format: 'parquet', columns, partitions })

const column = (name: string, type: string, comment: string): LakeColumn => ({ name, type, comment })

const SET_ASIDE = [
  column('set_aside', 'string', 'Why the row was set aside; empty when it was kept'),
  column('copies', 'bigint', 'Identical rows that were folded into this one'),
]

const SURVEYED = [
  column('person_id', 'string', 'Person whom the source selects; empty for everybody else'),
  column('records', 'bigint', 'Rows'),
  column('ten_digits', 'bigint', 'Record ids in the shape of an NHS number'),
  column('eleven_digits', 'bigint', 'Record ids of eleven digits'),
]

const PEOPLE = [
  column('person_id', 'string', 'Pseudonymised person'),
  column('shard', 'bigint', 'Shard of the person; -1 for those who may not be processed'),
  column('is_selected', 'int', '1 when any source selects the person'),
]

export const stagedName = (published: string): string => `staged_${published}`

const of = (table: Table): readonly LakeColumn[] => glueColumns(table)
const tables = (described: Readonly<Record<string, Table>>): readonly Table[] => Object.values(described)

/** Every table of the lake but those that landed, from the contracts alone. */
export const LAKE_TABLES: readonly LakeTable[] = [
  ...FACT_SOURCE_NAMES.flatMap((name) => {
    const gathered = gatheredTable(SOURCES[name] as unknown as Source)
    const columns = [...of(gathered), ...SET_ASIDE]
    return [
      parquet(gathered.name, gathered.says, 'internal', 'work', columns, BY_SHARD),
      ...(name === 'person'
        ? []
        : [parquet(`survey_${name}`, `Whom ${name} selects`, 'internal', 'work', SURVEYED, BY_ATTEMPT)]),
    ]
  }),
  parquet('people', 'Everyone once, with their shard', 'internal', 'work', PEOPLE, BY_ATTEMPT),
  ...tables(SHARD_INTERNAL_TABLES).map((t) => parquet(t.name, t.says, 'internal', 'work', of(t), BY_SHARD)),
  ...tables(INTERNAL_TABLES)
    .filter(({ name }) => !(name in SHARD_INTERNAL_TABLES))
    .map((t) => parquet(t.name, t.says, 'internal', 'restricted', of(t), BY_ATTEMPT)),
  ...tables(RESTRICTED_TABLES).map((t) => parquet(t.name, t.says, 'restricted', 'restricted', of(t), BY_SHARD)),
  ...tables(PUBLISHED_TABLES).flatMap((t): LakeTable[] => [
    parquet(stagedName(t.name), `${t.says}, before it is published`, 'internal', 'work', of(t), BY_ATTEMPT),
    { ...parquet(t.name, t.says, 'published', 'published', of(t), []), format: 'iceberg' },
  ]),
]

/** Which run, and which attempt at it. An attempt never writes where another wrote. */
export interface Attempt {
  readonly runId: string
  readonly attempt: string
}

/** Key prefix of a table's rows of one attempt, with a slash at its end. */
export const rowsPrefix = (name: string, { runId, attempt }: Attempt, shard?: number): string =>
  `${name}/run=${runId}/attempt=${attempt}/${shard === undefined ? '' : `shard=${shard}/`}`

/** An object about people that a run left behind. */
export interface ListedObject {
  readonly bucket: string
  readonly key: string
}

const auditKey = ({ runId, attempt }: Attempt, ending: string): string =>
  `runs/run=${runId}/attempt=${attempt}${ending}`

/** Where the audit bucket keeps the list of every object about people of an attempt: what a purge may remove. */
export const objectsKey = (run: Attempt): string => auditKey(run, '.objects.json')

/** Where it keeps what an attempt published: its digests and first figures. */
export const releaseKey = (run: Attempt): string => auditKey(run, '.json')

/** Names of what one deployment owns. */
export interface LakeNames {
  readonly buckets: Readonly<Record<LakeBucket, string>>
  readonly databases: Readonly<Record<LakeDatabase, string>>
  /** Athena workgroup of the pipeline. */
  readonly workgroup: string
}
