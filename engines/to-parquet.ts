/** The one command that turns a source from CSV, compressed or not, into Parquet of text. */
export const toParquet = (name: string): string =>
  `duckdb -c "COPY (SELECT * FROM read_csv('${name}.csv', all_varchar = true)) TO '${name}.parquet' (FORMAT parquet)"`
