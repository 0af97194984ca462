import { type ChildProcess, spawn } from "node:child_process";
import { codes, report } from "@mlopsc/diagnostics";
import type { ChannelDefinition } from "@mlopsc/vocabulary";
import type { AlertNotification } from "../alerts/alert-notification.ts";
import { type Delivery, later, type SendOptions, sent, usualTimeoutMilliseconds } from "./delivery.ts";
import { withoutSecrets } from "./secret-text.ts";

type Command = Extract<ChannelDefinition, { kind: "command" }>;

/** Runs a program, without a shell, with the notification as JSON on its standard input. It ends with 0 where it took it. */
export async function sendCommand(
  channel: Command,
  notification: AlertNotification,
  { environment, folder, timeoutMilliseconds = usualTimeoutMilliseconds }: SendOptions,
): Promise<Delivery> {
  const [program = "", ...words] = channel.command;
  const missing = channel.environment.find((name) => environment[name] === undefined);
  if (missing !== undefined) return later(report(codes.channelSecretMissing, { channel: channel.name, name: missing }));
  const given = Object.fromEntries(channel.environment.map((name) => [name, environment[name]!]));
  const { PATH = "", HOME = "" } = environment;
  // A group of its own, so that all that it starts ends with it.
  const child = spawn(program, words, {
    ...{ cwd: folder, env: { PATH, HOME, LANG: "C.UTF-8", ...given }, detached: true },
    stdio: ["pipe", "ignore", "pipe"],
  });
  const reason = await outcome(child, JSON.stringify(notification), timeoutMilliseconds);
  if (reason === null) return sent;
  const safe = withoutSecrets(reason, Object.values(given));
  return later(report(codes.channelCommandFailed, { channel: channel.name, program, reason: safe }));
}

/** Null where it ended with 0, else why not. */
function outcome(child: ChildProcess, input: string, timeoutMilliseconds: number): Promise<string | null> {
  const said: string[] = [];
  child.stderr!.setEncoding("utf8").on("data", (text: string) => said.push(text.slice(-10_000)));
  // A program need not read what it is given.
  child.stdin!.on("error", () => {}).end(input);
  return new Promise((resolve) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      endGroup(child);
    }, timeoutMilliseconds);
    child.once("error", (failure) => {
      clearTimeout(timer);
      const { code } = failure as NodeJS.ErrnoException;
      resolve(code === "ENOENT" ? "was not found" : `could not be started (${code})`);
    });
    // What it left running holds the other end of its output: `close` would wait for that.
    child.once("exit", () => endGroup(child));
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      const last = said.join("").trim().split("\n").at(-1)!.slice(0, 200);
      const words = last === "" ? "" : `: "${last}"`;
      if (isLate) resolve(`was stopped after ${timeoutMilliseconds / 1000}s`);
      else if (code === 0) resolve(null);
      else resolve(code === null ? `was ended by ${signal}` : `ended with exit code ${code}${words}`);
    });
  });
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}
