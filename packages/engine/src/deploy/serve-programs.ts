import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The programs that go into a bundle: the server that answers, and the front before it. */
export interface ServePrograms {
  readonly server: Uint8Array;
  readonly front: Uint8Array;
  /** SHA-256 (hex) over both. */
  readonly digest: string;
}

/** Reads the programs that this installation brings; kept once read. */
export function servePrograms(): ServePrograms {
  read ??= readPrograms();
  return read;
}

let read: ServePrograms | undefined;

function readPrograms(): ServePrograms {
  const { resolve } = createRequire(import.meta.url);
  const server = readFileSync(resolve("@mlopsc/serve/server.bundle.cjs"));
  const front = readFileSync(resolve("@mlopsc/serve/front.bundle.cjs"));
  return { server, front, digest: createHash("sha256").update(server).update(front).digest("hex") };
}
