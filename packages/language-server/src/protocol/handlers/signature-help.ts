import { MarkupKind, type SignatureHelp } from "vscode-languageserver";
import { signatureAt } from "../../signature/signature-at.ts";
import type { Feature } from "../feature.ts";

/** What is called around the cursor, and which of its parameters stands there. */
export const signatureHelp: Feature = {
  capabilities: { signatureHelpProvider: { triggerCharacters: ["("], retriggerCharacters: [",", ":", ")"] } },
  register: ({ connection, workspace }) => {
    connection.onSignatureHelp(({ textDocument, position }): SignatureHelp | null => {
      const snapshot = workspace.snapshot(textDocument.uri);
      const found = snapshot === null ? null : signatureAt(snapshot, snapshot.document.offsetAt(position));
      if (found === null) return null;
      const { label, documentation, active } = found;
      const parameters = found.parameters.map((parameter) => ({
        label: [...parameter.label] as [number, number],
        ...documented(parameter.documentation),
      }));
      return {
        signatures: [{ label, parameters, ...documented(documentation) }],
        activeSignature: 0,
        // Beyond the last one none is active.
        activeParameter: active ?? parameters.length,
      };
    });
  },
};

const documented = (text: string): { documentation?: { kind: typeof MarkupKind.Markdown; value: string } } =>
  text === "" ? {} : { documentation: { kind: MarkupKind.Markdown, value: text } };
