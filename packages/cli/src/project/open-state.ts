import { failureDiagnostic, openProjectState, type ProjectState, StoreFault } from "@mlopsc/engine";
import { type Options, textOption } from "../commands/command.ts";
import { Stopped } from "../stopped.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { findProject } from "./find-project.ts";

/** Does the work with the registry of a project, and closes it whatever happens. A damaged object ends the command. */
export async function withState<Value>(project: string, work: (state: ProjectState) => Promise<Value>): Promise<Value> {
  const { state, problem } = openProjectState(project, Date.now);
  if (problem !== undefined) throw new Stopped([problem]);
  try {
    return await work(state);
  } catch (problem) {
    throw problem instanceof StoreFault ? new Stopped([failureDiagnostic(project, undefined, problem)]) : problem;
  } finally {
    state.registry.close();
  }
}

/** The folder that `--project` names, or the nearest. */
export const projectOption = (terminal: Terminal, options: Options): string =>
  findProject(terminal.folder, textOption(options, "project"));

/** `customers@3`, `dataset.customers@3`: a kind, a name and a version. */
export function parseVersioned(text: string): {
  readonly kind: string | undefined;
  readonly name: string;
  readonly version: number | undefined;
} {
  const [, kind, name, version] = /^(?:(\w+)\.)?(.+?)(?:@v?(\d+))?$/.exec(text) ?? [];
  return { kind, name: name ?? text, version: version === undefined ? undefined : Number(version) };
}
