/** A row as Trino sends it: JSON values in column order. */
export type TrinoRow = readonly unknown[]

export interface TrinoResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: readonly TrinoRow[]
  /** Bytes read from where the tables lie. */
  readonly readBytes: number
}

interface Page {
  readonly nextUri?: string
  readonly columns?: TrinoResult['columns']
  readonly data?: readonly TrinoRow[]
  readonly stats?: { readonly physicalInputBytes?: number }
  readonly error?: { readonly message: string; readonly errorName: string }
}

const BUSY = new Set([429, 502, 503, 504])

/** Runs one statement to its end. Values past 2^53 must be cast to text in the statement. */
export async function query(server: string, text: string, schema = 'tests'): Promise<TrinoResult> {
  const headers = { 'X-Trino-User': 'tests', 'X-Trino-Catalog': 'awsdatacatalog', 'X-Trino-Schema': schema }
  let page = await ask(`${server}/v1/statement`, { method: 'POST', headers, body: text })
  let columns: TrinoResult['columns'] = []
  const rows: TrinoRow[] = []
  for (;;) {
    if (page.error) throw new Error(`${page.error.errorName}: ${page.error.message}\n${text.slice(0, 400)}`)
    columns = page.columns ?? columns
    for (const row of page.data ?? []) rows.push(row)
    if (page.nextUri === undefined) return { columns, rows, readBytes: page.stats?.physicalInputBytes ?? 0 }
    page = await ask(page.nextUri, { headers })
  }
}

async function ask(address: string, request: RequestInit): Promise<Page> {
  for (;;) {
    const answer = await fetch(address, request)
    if (answer.ok) return (await answer.json()) as Page
    if (!BUSY.has(answer.status)) throw new Error(`Trino answered ${answer.status}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
