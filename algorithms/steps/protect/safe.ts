declare const protectedRow: unique symbol

/** A row that disclosure control has passed. Only this folder makes one, and only such rows are published. */
export type Safe<R> = R & { readonly [protectedRow]: true }

export const asSafe = <R extends object>(row: R): Safe<R> => row as Safe<R>
