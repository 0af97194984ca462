import { readFileSync } from "node:fs";
import { join } from "node:path";
import { codes, report } from "@mlopsc/diagnostics";
import type Docker from "dockerode";
import { done, failed, type Outcome } from "../../outcome.ts";

export interface EngineAddress {
  /** `unix:///…` or `tcp://HOST:PORT`. */
  readonly host: string;
  /** A folder with `ca.pem`, `cert.pem` and `key.pem`: TCP goes over TLS then. */
  readonly certificates?: string;
}

/** The client of an engine. Nothing is asked of it yet. */
export async function openEngine({ host, certificates }: EngineAddress): Promise<Outcome<Docker>> {
  // Loaded where it is needed alone: it is large.
  const { default: Client } = await import("dockerode");
  if (host.startsWith("unix:///")) return done(new Client({ socketPath: host.slice("unix://".length) }));
  const url = URL.canParse(host) ? new URL(host) : undefined;
  if (url === undefined || !["tcp:", "http:", "https:"].includes(url.protocol) || url.hostname === "") {
    return failed(report(codes.hostUnreadable, { host }));
  }
  const secure = certificates !== undefined || url.protocol === "https:";
  const address = { host: url.hostname, port: Number(url.port || (secure ? 2376 : 2375)) };
  if (certificates === undefined) return done(new Client({ ...address, protocol: secure ? "https" : "http" }));
  try {
    const [ca, cert, key] = ["ca.pem", "cert.pem", "key.pem"].map((name) =>
      readFileSync(join(certificates, name), "utf8"),
    );
    return done(new Client({ ...address, protocol: "https", ...(ca && cert && key ? { ca, cert, key } : {}) }));
  } catch (thrown) {
    const reason = (thrown as Error).message;
    return failed(report(codes.certificatesUnreadable, { folder: certificates, reason }));
  }
}
