/** The chronicle: who applied when, and what was told meanwhile. No result depends on it. */
export interface ApplyRecords {
  start(who: string, counts: Readonly<Record<string, number>>): number;
  end(id: number, status: Exclude<ApplyStatus, "running">): void;
  note(id: number, event: ApplyEvent): void;
  /** Newest first. */
  list(limit?: number): readonly ApplyRecord[];
  events(id: number): readonly ApplyEvent[];
}

export interface ApplyRecord {
  readonly id: number;
  readonly who: string;
  readonly started: number;
  readonly ended?: number;
  readonly status: ApplyStatus;
  readonly counts: Readonly<Record<string, number>>;
}

export type ApplyStatus = "running" | "done" | "failed" | "interrupted";

export interface ApplyEvent {
  readonly time: number;
  readonly address: string;
  readonly event: string;
  readonly message: string;
}
