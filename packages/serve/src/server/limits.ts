/** Bounds on what one client may ask of the server. */
export interface ServerLimits {
  /** Largest body, in bytes. */
  readonly bodyBytes: number;
  /** Most records in one request. */
  readonly records: number;
  /** Most records in one request that asks for explanations, which take far longer than predictions. */
  readonly explainedRecords: number;
  /** A request must have arrived whole within this time. */
  readonly requestMilliseconds: number;
  /** Largest head of a request, in bytes. */
  readonly headerBytes: number;
}

export const defaultLimits: ServerLimits = {
  bodyBytes: 1_048_576,
  records: 10_000,
  explainedRecords: 20,
  requestMilliseconds: 30_000,
  headerBytes: 16_384,
};
