import { request } from "node:http";

export interface AdminAnswer {
  readonly status: number;
  readonly text: string;
}

/** Asks the front that listens at a socket. Rejects where none does. */
export function askFront(socketPath: string, method: string, path: string, body?: string): Promise<AdminAnswer> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, method, path, timeout: 10_000 }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      answer.once("error", reject).once("end", () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    asked.once("timeout", () => asked.destroy(new Error("no answer in 10 s")));
    asked.once("error", reject);
    asked.end(body);
  });
}
