/** What can be wrong with one place of a request. Part of the served contract and of logs: never renamed, new ones at the end. */
export const requestProblemCodes = [
  "wrong_type",
  "missing",
  "not_nullable",
  "unexpected",
  "out_of_range",
  "unknown_level",
  "invalid_date",
  "too_many",
] as const;
export type RequestProblemCode = (typeof requestProblemCodes)[number];

/** One thing to mend in a request. The values of personal columns never stand in it. */
export interface RequestProblem {
  /** JSON pointer into the request's body: `/records/3/age`. */
  readonly path: string;
  readonly code: RequestProblemCode;
  readonly message: string;
  /** What would have been taken, in words; absent where nothing is expected at this path. */
  readonly expected?: string;
}
