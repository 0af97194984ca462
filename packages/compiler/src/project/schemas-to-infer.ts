import type { SourceDefinition } from "@mlopsc/plan";
import { sectionOf } from "../semantics/dataset/named-columns.ts";
import { readSource } from "../semantics/dataset/read-source.ts";
import type { Program } from "../semantics/program.ts";

/** The datasets whose columns only the data can tell: those without a schema, with a source that can be read. */
export function schemasToInfer(
  program: Program,
): readonly { readonly dataset: string; readonly source: SourceDefinition }[] {
  return [...program.byKind.dataset.values()].flatMap((declaration) => {
    if (sectionOf(declaration.block, "schema") !== undefined) return [];
    const source = readSource(declaration, program);
    return source === null ? [] : [{ dataset: declaration.name, source }];
  });
}
