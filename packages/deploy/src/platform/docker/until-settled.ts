import type Docker from "dockerode";
import { isMissing, unlessMissing } from "./engine-problem.ts";
import { runIn } from "./run-in.ts";

/** A replica that is not ready by then does not become so. */
const startSeconds = 30;

/** Waits until it answers or, where `presence` is given, waits itself: `ready`, `stopped` by the signal, or what became of it instead. */
export async function untilSettled(
  container: Docker.Container,
  presence: string | undefined,
  signal: AbortSignal | undefined,
): Promise<string> {
  const script = presence === undefined ? ["ready.cjs"] : ["-e", waitsScript, presence];
  const command = ["node", ...script, String(startSeconds)];
  const waited = runIn(container, command).catch((thrown: { statusCode?: number }) => {
    // 409: it ended before, or is between two tries.
    if (thrown.statusCode === 409 || isMissing(thrown)) return { exitCode: 1 };
    throw thrown;
  });
  const stopped = new Promise<"stopped">((resolve) => {
    if (signal?.aborted) resolve("stopped");
    signal?.addEventListener("abort", () => resolve("stopped"), { once: true });
  });
  const ran = await Promise.race([waited, stopped]);
  if (ran === "stopped") return ran;
  if (ran.exitCode === 0) return "ready";
  const found = await unlessMissing(container.inspect());
  if (found === undefined) return "was removed";
  const { OOMKilled, ExitCode, Running } = found.State;
  if (OOMKilled) return "needed more memory than it may have";
  return Running && found.RestartCount === 0
    ? `was not ready after ${startSeconds} s`
    : `ended with exit code ${ExitCode}`;
}

/** Ends well once the server in the same container runs and waits: those before may end. */
const waitsScript = `const [path, seconds] = process.argv.slice(1), limit = Date.now() + 1000 * Number(seconds);
const again = () => (Date.now() < limit ? setTimeout(ask, 10) : process.exit(1));
const ask = () => require("net").connect(path, () => process.exit(0)).once("error", again);
ask();`;
