import { Agent, createServer, type IncomingMessage, request as requestHttp, type ServerResponse } from "node:http";
import { request as requestHttps, Agent as SecureAgent } from "node:https";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream";

export interface HeaderProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** An address on this machine that passes every request on with these headers. */
export async function headerProxy(target: string, headers: Readonly<Record<string, string>>): Promise<HeaderProxy> {
  const base = new URL(target);
  const secure = base.protocol === "https:";
  const send = secure ? requestHttps : requestHttp;
  const agent = new (secure ? SecureAgent : Agent)({ keepAlive: true });
  const prefix = base.pathname.replace(/\/$/, "");
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { host: _here, connection: _hop, ...given } = incoming.headers;
    const place = { agent, host: base.hostname.replace(/^\[|\]$/g, ""), port: base.port, path: prefix + incoming.url };
    const onward = send({ ...place, method: incoming.method, headers: { ...given, ...headers } }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      pipeline(response, outgoing, () => {});
    });
    onward.once("error", () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()));
    pipeline(incoming, onward, () => {});
  };
  const server = createServer(pass);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        agent.destroy();
      }),
  };
}
