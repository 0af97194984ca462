import { SymbolKind } from "vscode-languageserver";
import { workspaceSymbols as symbolsIn } from "../../symbols/workspace-symbols.ts";
import { locationOf } from "../convert.ts";
import type { Feature } from "../feature.ts";
import { blockSymbolKind } from "./document-symbols.ts";

/** Blocks and columns of all projects, by some letters of their names. */
export const workspaceSymbols: Feature = {
  capabilities: { workspaceSymbolProvider: true },
  register: ({ connection, workspace }) => {
    connection.onWorkspaceSymbol(({ query }) =>
      symbolsIn(workspace.projects(), query).flatMap(({ project, found: { file, symbol, nameSpan, container } }) => {
        const location = locationOf(project, { file, span: nameSpan });
        if (location === null) return [];
        const kind = symbol.kind === "block" ? blockSymbolKind(symbol.block ?? "") : SymbolKind.Field;
        return [{ name: symbol.name, kind, location, ...(container === null ? {} : { containerName: container }) }];
      }),
    );
  },
};
