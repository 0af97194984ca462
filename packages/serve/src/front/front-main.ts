/** The front as a program: `node front.bundle.cjs --port 8080 --socket PATH`, and what administers it, `set` and `status`. */
import { text } from "node:stream/consumers";
import { askFront } from "./admin-client.ts";
import { readFrontCommand, usage } from "./front-settings.ts";
import { type FrontSettings, startFront } from "./start-front.ts";

async function main(): Promise<void> {
  const command = readFrontCommand(process.argv.slice(2));
  if (command === undefined) return refuse(usage, 2);
  try {
    if (command.kind === "run") await run(command.settings);
    else await administer(command.kind, command.socket);
  } catch (error) {
    refuse(`${(error as Error).message}\n`, 1);
  }
}

async function run(settings: FrontSettings): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
  const front = await startFront(settings);
  log(`front listens on ${settings.host}:${front.port}`);
  await stopped;
  await front.close();
  log("stopped");
}

async function administer(kind: "set" | "status", socket: string): Promise<void> {
  const answer =
    kind === "status"
      ? await askFront(socket, "GET", "/status")
      : await askFront(socket, "PUT", "/routes", await text(process.stdin));
  if (answer.status === 200) process.stdout.write(answer.text);
  else refuse(answer.text, 1);
}

const log = (message: string): void =>
  void process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level: "info", message })}\n`);

function refuse(message: string, code: number): void {
  process.stderr.write(message);
  process.exitCode = code;
}

void main();
