import type { InferredColumns } from "@mlopsc/compiler";

/**
 * What is known of a project beyond its text: its data, runs and deployments. A port: the command line reads the
 * registry, an editor without one knows nothing. Each question is answered from memory, at once; `refresh` is what looks.
 */
export interface Knowledge {
  /** The columns of datasets without a schema, as their data have them. */
  inferredColumns(): InferredColumns;
  /** Looks anew at what may have changed. Resolves to whether anything did. */
  refresh(): Promise<boolean>;
}

/** Of a project of which only the text is known. */
export const noKnowledge: Knowledge = {
  inferredColumns: () => new Map(),
  refresh: () => Promise.resolve(false),
};
