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
  /** Most requests to /predict that have begun and are not answered. */
  readonly inFlight: number;
  /** Requests to /predict are refused while the event loop comes later than this to what is due. */
  readonly lagMilliseconds: number;
}

export const defaultLimits: ServerLimits = {
  bodyBytes: 1_048_576,
  records: 10_000,
  explainedRecords: 20,
  requestMilliseconds: 30_000,
  headerBytes: 16_384,
  inFlight: 1000,
  lagMilliseconds: 1000,
};
