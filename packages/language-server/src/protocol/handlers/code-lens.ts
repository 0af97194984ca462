import { CodeLensRefreshRequest, type CodeLens as ProtocolLens } from "vscode-languageserver";
import { type CodeLens, codeLenses } from "../../lenses/code-lenses.ts";
import { lensCommand } from "../../lenses/lens-command.ts";
import { rangeOf } from "../convert.ts";
import type { Feature } from "../feature.ts";
import { sendUnawaited } from "../send-unawaited.ts";

/** What an editor hands back when it wants the words. */
type LensData = Pick<CodeLens, "address" | "topic"> & { readonly uri: string };

/** What is known of blocks beyond their text, above them. */
export const codeLens: Feature = {
  capabilities: { codeLensProvider: { resolveProvider: true } },
  register: (session) => {
    const { connection, workspace, client } = session;
    connection.onCodeLens(async ({ textDocument: { uri } }) => {
      if (!(await session.settings("mlops.codeLens", { enable: true })).enable) return [];
      const snapshot = workspace.snapshot(uri);
      if (snapshot === null) return [];
      return codeLenses(snapshot).map(({ span, address, topic }): ProtocolLens => {
        const data: LensData = { address, topic, uri };
        return { range: rangeOf(snapshot.document, span), data };
      });
    });
    connection.onCodeLensResolve((lens) => {
      const data = lens.data as LensData;
      const project = workspace.projectOf(data.uri);
      const command = project && lensCommand(data, project.knowledge);
      return command ? { ...lens, command: { ...command, arguments: [...command.arguments] } } : lens;
    });
    session.onChange((where) => {
      if (where === "outside" && client().refreshesCodeLenses)
        sendUnawaited(() => connection.sendRequest(CodeLensRefreshRequest.type));
    });
  },
};
