import { request as send } from "node:http";
import { text } from "node:stream/consumers";
import type { JsonScalar } from "@mlopsc/learn";
import { type Listening, listening } from "../listening.ts";

export type PlainRecord = Record<string, JsonScalar>;

/** A real server before another, which changes every record on its way, and every prediction on its way back. */
export async function distortingProxy(
  target: string,
  distort: (record: PlainRecord) => PlainRecord,
  answer: (body: unknown) => unknown = (body) => body,
): Promise<Listening> {
  return listening(async (incoming, outgoing) => {
    const body = await text(incoming);
    const distorted = body === "" ? "" : JSON.stringify(distortBody(JSON.parse(body), distort));
    const headers = { ...incoming.headers, "content-length": Buffer.byteLength(distorted) };
    const onward = send(`${target}${incoming.url}`, { method: incoming.method ?? "GET", headers }, async (response) => {
      const given = await text(response);
      const isJson = response.headers["content-type"]?.includes("json") === true;
      const changed = isJson ? JSON.stringify(answer(JSON.parse(given))) : given;
      outgoing.writeHead(response.statusCode ?? 500, {
        ...response.headers,
        "content-length": Buffer.byteLength(changed),
      });
      outgoing.end(changed);
    });
    onward.on("error", () => outgoing.destroy());
    onward.end(distorted);
  });
}

function distortBody(body: unknown, distort: (record: PlainRecord) => PlainRecord): unknown {
  const { records } = body as { readonly records?: readonly PlainRecord[] };
  return records === undefined ? distort(body as PlainRecord) : { records: records.map(distort) };
}
