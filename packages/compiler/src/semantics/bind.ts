import { codes } from "@mlopsc/diagnostics";
import type { FileSyntax } from "@mlopsc/grammar";
import type { Pass } from "../incremental/memory.ts";
import { bindBlock, hasAttributes } from "./names/bind-block.ts";
import { type Declarations, declare } from "./names/declare.ts";
import { resolveParameters } from "./names/resolve-parameters.ts";
import type { BoundBlock, Declaration, Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";

/** What the names of all files mean. Reports what is unknown, doubled, missing or of the wrong kind. */
export function bind(files: readonly FileSyntax[], given: Readonly<Record<string, string>>, pass: Pass): Program {
  const declarations = declare(files, pass);
  const { byKind } = declarations;
  const parameters = resolveParameters(byKind.param, given, pass);
  const bound = pass.map<Declaration, BoundBlock>("bound");
  for (const declaration of declarations.all) {
    if (!hasAttributes(declaration)) continue;
    const bind = (reporter: Reporter): BoundBlock => bindBlock({ declaration, byKind, parameters, reporter });
    bound.set(declaration, pass.unit("bind", declaration, bind));
  }
  const project = tracked(projectOf(declarations, bound, files, pass), pass);
  return {
    project,
    byKind,
    parameters,
    bound,
    get files() {
      pass.refuseUnits("files");
      return files;
    },
    get declarations() {
      pass.refuseUnits("declarations");
      return declarations.all;
    },
  };
}

function projectOf(
  { byKind }: Declarations,
  bound: ReadonlyMap<Declaration, BoundBlock>,
  files: readonly FileSyntax[],
  { reporter }: Pass,
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

/** Who reads the seed alone does not depend on the description. */
function tracked(project: Program["project"], pass: Pass): Program["project"] {
  const parts = pass.map<string, unknown>("project facts");
  for (const [name, part] of Object.entries(project)) parts.set(name, part);
  const read = <Name extends keyof typeof project>(name: Name) => parts.get(name) as (typeof project)[Name];
  return {
    get declaration() {
      return read("declaration");
    },
    get name() {
      return read("name");
    },
    get description() {
      return read("description");
    },
    get seed() {
      return read("seed");
    },
  };
}
