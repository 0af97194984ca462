import { type Compilation, compileProject, schemasToInfer } from "@mlopsc/compiler";
import { codes, type Diagnostic } from "@mlopsc/diagnostics";
import type { DesiredState } from "@mlopsc/plan";
import type { Options } from "../commands/command.ts";
import { describeSchemas } from "../data/describe-schemas.ts";
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
  /** Sources without a schema that are not there: `check` lets them be, nothing can be planned with them. */
  readonly unreadable: readonly Diagnostic[];
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
  if (schemasToInfer(compilation.program).length === 0) {
    return { compilation, files, sources, inferred: false, unreadable: [] };
  }
  const { columns, absent, broken } = await describeSchemas(project, compilation.program);
  const described = withBroken(compileProject({ files, parameters, inferred: columns }), broken);
  return { compilation: described, files, sources, inferred: true, unreadable: absent };
}

/** That a file cannot be read says why its columns are not known. */
function withBroken(compilation: Compilation, broken: readonly Diagnostic[]): Compilation {
  if (broken.length === 0) return compilation;
  const places = new Set(broken.map(({ place }) => JSON.stringify(place)));
  const others = compilation.diagnostics.filter(
    ({ code, place }) => code !== codes.schemaUnknown.code || !places.has(JSON.stringify(place)),
  );
  return { ...compilation, diagnostics: [...others, ...broken], desired: null };
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
  if (desired === null) throw new Stopped([...diagnostics, ...compiled.unreadable], compiled.sources);
  showWarnings(diagnostics, compiled.sources, terminal);
  return { ...compiled, desired };
}
