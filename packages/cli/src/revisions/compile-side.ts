import { bindProject, outlineProgram } from "@mlopsc/compiler";
import { codes, type Diagnostic, lineMap, report } from "@mlopsc/diagnostics";
import type { ProgramOutline } from "@mlopsc/plan";
import type { Options } from "../commands/command.ts";
import { compile } from "../project/compile.ts";
import { readParameters, type SourceFile } from "../project/read-project.ts";
import { readSide } from "./read-side.ts";
import type { Side } from "./side.ts";

export interface CompiledSide {
  readonly side: Side;
  readonly outline: ProgramOutline;
  /** What is worth telling of the side as a whole: it is empty, or does not compile. */
  readonly notes: readonly Diagnostic[];
  readonly files: readonly SourceFile[];
  readonly hasErrors: boolean;
}

/** Reads and compiles one side, however broken. Data of datasets without a schema are those of today, in the project's folder. */
export async function compileSide(side: Side, project: string, options: Options): Promise<CompiledSide> {
  const files = await readSide(side);
  if (files.length === 0) {
    const notes = [report(codes.sideEmpty, { side: side.label, folder: placeText(side) })];
    return { side, outline: nothing, notes, files, hasErrors: false };
  }
  const folder = side.kind === "folder" ? side.folder : project;
  const { compilation, unreadable } = await compile(folder, withKnown(options, files), files);
  const errors = [...compilation.diagnostics.filter(({ severity }) => severity === "error"), ...unreadable];
  const notes = errors.length === 0 ? [] : [incomplete(side, errors, files)];
  return { side, outline: outlineProgram(compilation), notes, files, hasErrors: errors.length > 0 };
}

/** Without parameters that this side does not have: the other may. */
function withKnown(options: Options, files: readonly SourceFile[]): Options {
  const given = readParameters(options["param"]);
  const { program } = bindProject({ files, parameters: {} });
  const known = Object.entries(given).filter(([name]) => program.parameters.has(name));
  return { ...options, param: known.map(([name, value]) => `${name}=${value}`) };
}

/** A folder without specs: no project is no mistake here. */
const nothing: ProgramOutline = {
  project: { name: "", description: null, seed: 0 },
  ...{ steps: [], blocks: [], complete: true, lost: false },
};

function incomplete(side: Side, errors: readonly Diagnostic[], files: readonly SourceFile[]): Diagnostic {
  const [first] = errors;
  const place = first?.place;
  const text = files.find(({ path }) => path === place?.file)?.text;
  const line = place && text !== undefined ? `:${lineMap(text).positionAt(place.span.start).line}` : "";
  const told = `First: ${place === undefined ? "" : `${place.file}${line}: `}${first?.message ?? ""}`;
  return report(codes.sideIncomplete, { side: side.label, errors: errors.length, first: told });
}

const placeText = (side: Side): string =>
  side.kind === "folder" ? side.folder : side.repository.prefix || "the repository";
