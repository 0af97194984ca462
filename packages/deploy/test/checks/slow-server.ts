import { type Listening, listening } from "./listening.ts";

export interface SlowServer extends Listening {
  readonly seen: { readonly path: string; readonly id: string | undefined; readonly at: number }[];
}

/** A real server that answers each request after a known time, in milliseconds, with this status; it may hold one for ever. */
export async function slowServer(
  delay: (index: number) => number,
  status: (index: number) => number = () => 200,
): Promise<SlowServer> {
  const seen: SlowServer["seen"] = [];
  const server = await listening((request, response) => {
    const index = seen.length;
    const id = request.headers["x-request-id"] as string | undefined;
    seen.push({ path: request.url ?? "", id, at: performance.now() });
    request.resume();
    setTimeout(() => {
      response.writeHead(status(index), { "content-type": "application/json" });
      response.end('{"prediction":1}');
    }, delay(index));
  });
  return { ...server, seen };
}
