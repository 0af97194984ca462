import type { ValueSyntax } from "@mlopsc/grammar";
import type { BlockKind, ValueKind } from "@mlopsc/vocabulary";
import type { Declaration, Parameter, Value } from "../program.ts";
import type { Reporter } from "../reporter.ts";

/** What reading a value may look at. */
export interface ValueContext {
  /** The block in which the value stands. */
  readonly declaration: Declaration;
  readonly byKind: Readonly<Record<BlockKind, ReadonlyMap<string, Declaration>>>;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly reporter: Reporter;
}

/** `readValue`, handed to what it calls and what calls it back. */
export type ReadValue = (kind: ValueKind, syntax: ValueSyntax, what: string, context: ValueContext) => Value | null;
