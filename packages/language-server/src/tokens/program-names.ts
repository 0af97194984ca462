import type { Compilation, Declaration } from "@mlopsc/compiler";
import { codes } from "@mlopsc/diagnostics";
import type { PlacedBlock } from "@mlopsc/grammar";
import type { Mention } from "./meaning.ts";
import type { TokenKind } from "./token-kinds.ts";

/** What the names that a file's blocks mention are, in one compilation. */
export interface ProgramNames {
  /** Null for a name that is nothing. */
  readonly kindOf: (mention: Mention, placed: PlacedBlock, start: number) => TokenKind | null;
}

export function programNames({ program, analyses, diagnostics }: Compilation, path: string): ProgramNames {
  const gone = new Set<number>();
  for (const { code, place } of diagnostics) {
    if (code === codes.goneColumn.code && place?.file === path) gone.add(place.span.start);
  }
  let transforms: Map<PlacedBlock["block"], Declaration> | null = null;
  /** Asked for only where a column may have the name of a `param`. */
  const isColumnAt = ({ name, step }: Mention, { block }: PlacedBlock): boolean => {
    if (step === null) return false;
    transforms ??= new Map([...program.byKind.transform.values()].map((each) => [each.block, each]));
    const declaration = transforms.get(block);
    const steps = declaration === undefined ? undefined : analyses.transforms.get(declaration)?.steps;
    const syntax = block.members[step];
    const analysed = steps?.find((each) => each.syntax === syntax);
    return analysed?.before.columns.some((column) => column.name === name) === true;
  };
  return {
    kindOf: (mention, placed, start) => {
      const { name, to, isColumn } = mention;
      const kind = to.find((each) => program.byKind[each].has(name));
      if (kind !== undefined) return kind;
      if (program.parameters.has(name) && !isColumnAt(mention, placed)) return "param";
      if (!isColumn) return null;
      return gone.has(placed.offset + start) ? "goneColumn" : "column";
    },
  };
}
