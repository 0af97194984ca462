import { type Compilation, compileProject, schemasToInfer } from "@mlopsc/compiler";
import type { DesiredState } from "@mlopsc/plan";
import type { Column } from "@mlopsc/vocabulary";
import type { Options } from "../commands/command.ts";
import { Stopped } from "../stopped.ts";
import { showWarnings } from "../terminal/show-warnings.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readParameters, readProject, type SourceFile } from "./read-project.ts";

export interface Compiled {
  readonly compilation: Compilation;
  readonly files: readonly SourceFile[];
  /** Text by path: what diagnostics point into. */
  readonly sources: ReadonlyMap<string, string>;
  /** True where data were looked at for a schema: then files alone do not decide what comes out. */
  readonly inferred: boolean;
}

/** Reads and compiles a project. Data are opened only for datasets without a schema. */
export async function compile(
  project: string,
  options: Options,
  files: readonly SourceFile[] = readProject(project),
): Promise<Compiled> {
  const parameters = readParameters(options["param"]);
  const sources = new Map(files.map(({ path, text }) => [path, text]));
  const compilation = compileProject({ files, parameters, inferred: new Map() });
  const wanted = schemasToInfer(compilation.program);
  if (wanted.length === 0) return { compilation, files, sources, inferred: false };
  const inferred = await inferSchemas(project, wanted);
  return { compilation: compileProject({ files, parameters, inferred }), files, sources, inferred: true };
}

/** The same for commands that need a project without errors: warnings are shown, errors end the command. */
export async function compileOrStop(
  project: string,
  options: Options,
  terminal: Terminal,
  files: readonly SourceFile[] = readProject(project),
): Promise<Compiled & { readonly desired: DesiredState }> {
  const compiled = await compile(project, options, files);
  const { diagnostics, desired } = compiled.compilation;
  if (desired === null) throw new Stopped(diagnostics, compiled.sources);
  showWarnings(diagnostics, compiled.sources, terminal);
  return { ...compiled, desired };
}

async function inferSchemas(
  project: string,
  wanted: ReturnType<typeof schemasToInfer>,
): Promise<ReadonlyMap<string, readonly Column[]>> {
  const { DataStore } = await import("@mlopsc/engine");
  const store = new DataStore();
  try {
    const found = new Map<string, readonly Column[]>();
    for (const { dataset, source } of wanted) {
      const columns = await store.inferSchema(source, project);
      if (!columns.failed) found.set(dataset, columns.value);
    }
    return found;
  } finally {
    await store.close();
  }
}
