import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { startOverSocket } from "../../src/node/start-over-socket.ts";
import { memoryKnowledge } from "../known.ts";

const folder = mkdtempSync(join(tmpdir(), "mlopsc-socket-"));
writeFileSync(join(folder, "main.mlops"), "project shop {\n}\n");

/** An editor that says it can look at lenses anew. */
async function connected() {
  const knowledge = memoryKnowledge();
  const server = startOverSocket(0, { version: "0.0.0", knowledgeOf: () => knowledge });
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  const editor = createProtocolConnection(new StreamMessageReader(socket), new StreamMessageWriter(socket));
  const start = async (): Promise<void> => {
    editor.listen();
    const capabilities = { workspace: { codeLens: { refreshSupport: true } } };
    await editor.sendRequest("initialize", {
      processId: null,
      rootUri: pathToFileURL(folder).toString(),
      capabilities,
    });
    await editor.sendNotification("initialized", {});
    await expect.poll(knowledge.watching).toBe(1);
  };
  return { knowledge, socket, editor, start };
}

test("an editor that goes without a word is looked after no longer", async () => {
  const { knowledge, socket, editor, start } = await connected();
  editor.onRequest("workspace/codeLens/refresh", () => null);
  await start();
  socket.destroy();
  await expect.poll(knowledge.watching).toBe(0);
});

test("an editor that cannot do what it said it can is served as before", async () => {
  const { knowledge, editor, start } = await connected();
  let asked = 0;
  editor.onRequest("workspace/codeLens/refresh", () => {
    asked++;
    throw new Error("it cannot");
  });
  await start();
  knowledge.learn({});
  await expect.poll(() => asked).toBe(1);
  expect(await editor.sendRequest("workspace/symbol", { query: "shop" })).toHaveLength(1);
});
