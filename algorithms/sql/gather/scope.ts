import type { OutOfScope, RowTest } from '../../contracts/source.ts'
import { allOf, literals } from '../text.ts'

/** Whether a row is out of scope for a declared reason, over cleaned text. Never null. */
export const outOfScopeWhen = (scope: OutOfScope, cleaned: (column: string) => string): string =>
  allOf(scope.when.map((test) => rowTest(test, cleaned(test.column))))

function rowTest(test: RowTest, value: string): string {
  switch (test.is) {
    case 'absent':
      return `${value} IS NULL`
    case 'one-of':
      return `coalesce(${value} IN ${literals(test.values)}, FALSE)`
    case 'absent-or-not-one-of':
      return `coalesce(${value} NOT IN ${literals(test.values)}, TRUE)`
  }
}
