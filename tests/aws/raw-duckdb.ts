import { DuckDBInstance } from '@duckdb/node-api'
import type { DuckDb, SqlValue } from '../../engines/duckdb.ts'

/** DuckDB that says what is wrong with a statement: only synthetic rows pass here. */
export async function rawDuckDb(): Promise<DuckDb> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '2GB' })
  const connection = await instance.connect()
  await connection.run("SET TimeZone = 'UTC'")
  const told = async <T>(text: string, work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${text.slice(0, 600)}`, { cause: error })
    }
  }
  return {
    run: async (text) => {
      await told(text, connection.run(text))
    },
    rows: async (text) => {
      const reader = await told(text, connection.runAndReadAll(text))
      const names = reader.columnNames()
      return reader
        .getRows()
        .map((row) =>
          Object.fromEntries(
            names.map((name, i): [string, SqlValue] => [
              name,
              typeof row[i] === 'bigint' ? Number(row[i]) : (row[i] as SqlValue),
            ]),
          ),
        )
    },
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
