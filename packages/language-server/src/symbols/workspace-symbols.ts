import type { Span } from "@mlopsc/diagnostics";
import type { FileSyntax } from "@mlopsc/grammar";
import type { Project } from "../workspace/project.ts";
import { type BlockSymbol, documentSymbols } from "./document-symbols.ts";

export interface WorkspaceSymbol {
  readonly file: string;
  readonly symbol: BlockSymbol;
  /** Where the name stands in the file. */
  readonly nameSpan: Span;
  /** The block that it stands in. */
  readonly container: string | null;
}

/** As many as a list can show. */
const most = 500;

/** The blocks, and the columns of schemas and search spaces, whose names have the letters asked for in this order; best first. */
export function workspaceSymbols(
  projects: readonly Project[],
  query: string,
): readonly {
  readonly project: Project;
  readonly found: WorkspaceSymbol;
}[] {
  const letters = query.toLowerCase();
  const found = projects.flatMap((project) =>
    project.paths().flatMap((path) => {
      const syntax = project.file(path);
      const named = syntax === undefined ? [] : symbolsOf(syntax);
      return named.flatMap((each) => {
        const rank = rankOf(each.symbol.name.toLowerCase(), letters);
        return rank === null ? [] : [{ project, found: each, rank }];
      });
    }),
  );
  const order = ({ found: { container }, rank }: (typeof found)[number]): number =>
    2 * rank + (container === null ? 0 : 1);
  return found.sort((one, other) => order(one) - order(other)).slice(0, most);
}

const kept: WeakMap<FileSyntax, readonly WorkspaceSymbol[]> = new WeakMap();

function symbolsOf(syntax: FileSyntax): readonly WorkspaceSymbol[] {
  const known = kept.get(syntax);
  if (known !== undefined) return known;
  const symbols = documentSymbols(syntax).flatMap(({ offset, symbol }) => {
    const placed = (each: BlockSymbol, container: string | null): WorkspaceSymbol => ({
      file: syntax.path,
      symbol: each,
      nameSpan: { start: offset + each.nameSpan.start, end: offset + each.nameSpan.end },
      container,
    });
    return [placed(symbol, null), ...columnsIn(symbol).map((column) => placed(column, symbol.name))];
  });
  kept.set(syntax, symbols);
  return symbols;
}

const columnsIn = ({ children }: BlockSymbol): readonly BlockSymbol[] =>
  children.flatMap((child) => [...(child.kind === "column" ? [child] : []), ...columnsIn(child)]);

/** Lower is better: the name itself, its beginning, a part of it, letters here and there; null where some are missing. */
function rankOf(name: string, letters: string): number | null {
  if (name === letters) return 0;
  if (name.startsWith(letters)) return 1;
  if (name.includes(letters)) return 2;
  let at = 0;
  for (const letter of letters) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return null;
  }
  return 3;
}
