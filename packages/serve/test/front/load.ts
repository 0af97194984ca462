import { Agent, request } from "node:http";

/** Clients that ask one after the other over connections that they keep, until told to stop. */
export interface Load {
  /** Statuses, and what kept requests from one, with how often each came. */
  readonly seen: Map<string, number>;
  /** Waits until so many more answers have come. */
  more(answers: number): Promise<void>;
  stop(): Promise<void>;
}

export function startLoad(port: number, record: object, connections: number): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const seen = new Map<string, number>();
  const body = JSON.stringify(record);
  let isOver = false;
  let count = 0;
  const client = async (): Promise<void> => {
    while (!isOver) {
      const said = await post(agent, port, body);
      seen.set(said, (seen.get(said) ?? 0) + 1);
      count++;
    }
  };
  const clients = Promise.all(Array.from({ length: connections }, client));
  return {
    seen,
    more: async (answers) => {
      const wanted = count + answers;
      while (count < wanted) await new Promise((resolve) => setTimeout(resolve, 2));
    },
    stop: async () => {
      isOver = true;
      await clients;
      agent.destroy();
    },
  };
}

function post(agent: Agent, port: number, body: string): Promise<string> {
  return new Promise((resolve) => {
    const headers = { "content-type": "application/json" };
    const sent = request({ agent, port, host: "127.0.0.1", method: "POST", path: "/predict", headers }, (answer) => {
      answer.once("error", () => resolve("cut off")).once("end", () => resolve(String(answer.statusCode)));
      answer.resume();
    });
    sent.once("error", (error) => resolve((error as { readonly code?: string }).code ?? error.message));
    sent.end(body);
  });
}
