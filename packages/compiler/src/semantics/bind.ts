import { codes } from "@mlopsc/diagnostics";
import type { FileSyntax } from "@mlopsc/grammar";
import { bindBlock, hasAttributes } from "./names/bind-block.ts";
import { type Declarations, declare } from "./names/declare.ts";
import { resolveParameters } from "./names/resolve-parameters.ts";
import type { BoundBlock, Declaration, Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";

/** What the names of all files mean. Reports what is unknown, doubled, missing or of the wrong kind. */
export function bind(
  files: readonly FileSyntax[],
  given: Readonly<Record<string, string>>,
  reporter: Reporter,
): Program {
  const declarations = declare(files, reporter);
  const parameters = resolveParameters(declarations.byKind.param, given, reporter);
  const bound = new Map<Declaration, BoundBlock>();
  for (const declaration of declarations.all) {
    if (!hasAttributes(declaration)) continue;
    bound.set(declaration, bindBlock({ declaration, byKind: declarations.byKind, parameters, reporter }));
  }
  const project = projectOf(declarations, bound, files, reporter);
  return { files, project, declarations: declarations.all, byKind: declarations.byKind, parameters, bound };
}

function projectOf(
  { byKind }: Declarations,
  bound: ReadonlyMap<Declaration, BoundBlock>,
  files: readonly FileSyntax[],
  reporter: Reporter,
): Program["project"] {
  const declaration = byKind.project.values().next().value ?? null;
  if (declaration === null) {
    // A project block that lacks its name was reported as such.
    const nameless = files.some(({ blocks }) => blocks.some(({ block }) => block.kind.text === "project"));
    if (!nameless) reporter.reportNowhere(codes.missingProject, {});
    return { declaration, name: "", description: null, seed: 0 };
  }
  const attributes = bound.get(declaration)?.attributes;
  const description = attributes?.get("description")?.value;
  const seed = attributes?.get("seed")?.value;
  return {
    declaration,
    name: declaration.name,
    description: description?.kind === "text" ? description.value : null,
    seed: seed?.kind === "int" ? seed.value : 0,
  };
}
