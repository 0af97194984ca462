import type { Diagnostic } from "@mlopsc/diagnostics";

/** A command cannot go on: what is wrong is in the diagnostics. `runCli` prints them and exits with 1. */
export class Stopped extends Error {
  override readonly name = "Stopped";
  readonly diagnostics: readonly Diagnostic[];
  /** Text of the files that places point into. */
  readonly sources: ReadonlyMap<string, string>;

  constructor(diagnostics: readonly Diagnostic[], sources: ReadonlyMap<string, string> = new Map()) {
    super(diagnostics.map(({ message }) => message).join("\n"));
    this.diagnostics = diagnostics;
    this.sources = sources;
  }
}

/** The value, or the end of the command. */
export function orStop<Value>(result: { readonly found?: Value; readonly problem?: Diagnostic }): Value {
  if (result.problem !== undefined) throw new Stopped([result.problem]);
  return result.found as Value;
}
