import type { Feature } from "./feature.ts";
import { codeActions } from "./handlers/code-actions.ts";
import { codeLens } from "./handlers/code-lens.ts";
import { completion } from "./handlers/completion.ts";
import { diagnostics } from "./handlers/diagnostics.ts";
import { documentLinks } from "./handlers/document-links.ts";
import { documentSymbols } from "./handlers/document-symbols.ts";
import { fileOperations } from "./handlers/file-operations.ts";
import { folding } from "./handlers/folding.ts";
import { formatting } from "./handlers/formatting.ts";
import { hover } from "./handlers/hover.ts";
import { inlayHint } from "./handlers/inlay-hint.ts";
import { lineage } from "./handlers/lineage.ts";
import { linkedEditing } from "./handlers/linked-editing.ts";
import { names } from "./handlers/names.ts";
import { rename } from "./handlers/rename.ts";
import { selection } from "./handlers/selection.ts";
import { semanticTokens } from "./handlers/semantic-tokens.ts";
import { signatureHelp } from "./handlers/signature-help.ts";
import { workspaceSymbols } from "./handlers/workspace-symbols.ts";

/** All that the server answers, in the order of the protocol's own page. */
export const features: readonly Feature[] = [
  completion,
  names,
  lineage,
  hover,
  signatureHelp,
  documentLinks,
  codeLens,
  documentSymbols,
  folding,
  selection,
  semanticTokens,
  inlayHint,
  codeActions,
  formatting,
  rename,
  linkedEditing,
  diagnostics,
  workspaceSymbols,
  fileOperations,
];
