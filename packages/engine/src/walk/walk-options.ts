import type { Clock } from "../registry/clock.ts";
import type { Registry } from "../registry/registry.ts";
import type { Handlers } from "./handler.ts";
import type { WalkEvent } from "./walk-event.ts";

export interface WalkOptions {
  readonly handlers: Handlers;
  readonly registry: Registry;
  /** The id of this apply in the registry. */
  readonly apply: number;
  readonly clock: Clock;
  /** How many steps run at once, at least 1. */
  readonly concurrency: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: WalkEvent) => void;
}
