import type { Project } from "../project/current-project.ts";
import type { Session } from "../session.ts";
import type { PrintedPlan } from "../views/plan-tree.ts";
import { type Ended, type Facts, type Line, type LineResult, lineResults, type Measured } from "./check-results.ts";

export interface CheckRun {
  readonly project: Project;
  readonly address: string;
  readonly lines: readonly Line[];
  readonly signal: AbortSignal;
  /** Hears what is done meanwhile: training may take its time. */
  readonly onProgress: (text: string) => void;
}

/** Does what the step needs and the step itself, and says which lines held. Undefined where nothing may be run. */
export async function runChecks(session: Session, run: CheckRun): Promise<readonly LineResult[] | undefined> {
  const { project, address, lines, signal, onProgress } = run;
  let ended: Ended | undefined;
  const onLine = (line: string): void => {
    const event = parsed<{ type: string; address?: string }>(line);
    if (event?.type === "ended") ended = event as unknown as Ended;
    else if (event?.type === "started" || event?.type === "reused") onProgress(`${event.type} ${event.address}`);
  };
  const of = ["--project", project.folder];
  const applied = await session.run(project, ["apply", "--format", "json", "--target", address, ...of], {
    title: `mlopsc: ${address}`,
    signal,
    onLine,
  });
  if (applied === undefined) return undefined;
  const facts: Facts = {
    address,
    ended,
    problem: applied.err.trim(),
    plan:
      ended === undefined
        ? undefined
        : await json<PrintedPlan>(["plan", "--format", "json", "--target", address, project.folder]),
    measured: ended === undefined ? [] : measuredIn(await json(["show", address, ...of])),
  };
  return lineResults(lines, facts);

  async function json<Answer>(words: readonly string[]): Promise<Answer | undefined> {
    const outcome = await session.run(project, words, { signal });
    return outcome?.code === 0 ? parsed<Answer>(outcome.out) : undefined;
  }
}

const measuredIn = (outcome: unknown): readonly Measured[] => {
  const { expectations, gates } = (outcome ?? {}) as {
    expectations?: readonly Measured[];
    gates?: readonly Measured[];
  };
  return expectations ?? gates ?? [];
};

function parsed<Value>(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}
