/** The HTTP status with which AWS answered, as its SDK hands it on; undefined where nothing answered. */
export const httpStatus = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode
