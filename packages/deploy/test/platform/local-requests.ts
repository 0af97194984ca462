import { createServer } from "node:net";
import { goodRecord } from "../../../serve/test/sample-models.ts";

export const predict = (address: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`http://${address}/predict`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json", connection: "close" },
    body: JSON.stringify(goodRecord),
  });

/** A port that was free a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(port));
    });
  });
