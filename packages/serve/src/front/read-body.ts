import type { IncomingMessage } from "node:http";

/** The whole body; "too large" as soon as that is known, "gone" where the client left before its end. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | "too large" | "gone"> {
  return new Promise((resolve) => {
    if (Number(request.headers["content-length"] ?? 0) > limit) {
      request.resume();
      return resolve("too large");
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limit) resolve("too large");
      else chunks.push(chunk);
    });
    request.on("end", () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on("close", () => resolve("gone"));
  });
}
