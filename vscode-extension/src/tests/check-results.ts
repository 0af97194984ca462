// What became of the lines of one `expect` or `gate`: made of the events of `mlopsc apply --format json`, the plan's
// places, and what the step left in the registry.
import { figureText } from "../views/figure-text.ts";
import type { PrintedPlan } from "../views/plan-tree.ts";

export interface JsonProblem {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly help: string | null;
  readonly file: string | null;
  readonly range: { readonly start: { readonly line: number; readonly column: number } } | null;
}

/** The last line of an apply. */
export interface Ended {
  readonly status: "done" | "failed" | "interrupted";
  readonly states: Readonly<Record<string, string>>;
  readonly diagnostics: readonly JsonProblem[];
}

/** One line of `expectations` or `gates`, as `mlopsc show` prints the outcome of the step. */
export interface Measured {
  readonly source: string;
  readonly holds: boolean;
  /** Of an expectation. */
  readonly value?: number | null;
  readonly failing?: number | null;
  /** Of a gate. */
  readonly measured?: number;
  readonly bound?: number;
}

export interface LineResult {
  readonly state: "passed" | "failed" | "errored" | "skipped";
  readonly message: string;
}

export interface Line {
  readonly file: string;
  /** From 1. */
  readonly number: number;
  readonly start: number;
}

export interface Facts {
  readonly address: string;
  readonly ended: Ended | undefined;
  readonly plan: PrintedPlan | undefined;
  readonly measured: readonly Measured[];
  /** What was printed where there is no ending: the project has errors, or the program could not be started. */
  readonly problem: string;
}

/** A result for each line, in their order. */
export function lineResults(lines: readonly Line[], facts: Facts): readonly LineResult[] {
  const { address, ended, measured, problem } = facts;
  if (ended === undefined) return lines.map(() => ({ state: "errored", message: problem }));
  const state = ended.states[address];
  const places = partPlaces(facts);
  return lines.map((line) => {
    const own = ended.diagnostics.find(({ file, range }) => file === line.file && range?.start.line === line.number);
    if (own?.severity === "error") return { state: "failed", message: withHelp(own) };
    const at = places.findIndex(({ file, span }) => file === line.file && span.start === line.start);
    const result = state === "interrupted" || state === undefined ? undefined : measured[at];
    if (result !== undefined && state !== "skipped")
      return {
        state: result.holds || own !== undefined ? "passed" : "failed",
        message: own?.message ?? figure(result),
      };
    if (state === "failed") return { state: "passed", message: "" };
    return notReached(ended, state);
  });
}

/** Another step stands in the way: its problem is the message. */
function notReached({ diagnostics }: Ended, state: string | undefined): LineResult {
  const cause = diagnostics.find(({ severity }) => severity === "error");
  if (cause !== undefined) return { state: "errored", message: withHelp(cause) };
  return { state: "skipped", message: state ?? "not planned" };
}

function partPlaces({ plan, address }: Facts) {
  return plan?.steps.find((step) => step.address === address)?.step?.partPlaces ?? [];
}

/** "7043", "0.9136 against 0.85". */
function figure({ value, measured, bound, failing }: Measured): string {
  if (measured !== undefined)
    return `${figureText(measured)}${bound === undefined ? "" : ` against ${figureText(bound)}`}`;
  if (typeof failing === "number") return failing === 0 ? "holds for every row" : `${failing} rows fail`;
  return typeof value === "number" ? figureText(value) : "";
}

const withHelp = ({ code, message, help }: JsonProblem): string =>
  `${code}: ${message}${help === null ? "" : `\n${help}`}`;
