import { execFile } from "node:child_process";

/** How long a program may take to end by itself after it was asked to. */
const graceMilliseconds = 3000;

/** Groups of programs that run: none outlives this process, unless that is killed itself. */
const running = new Set<number>();
process.on("exit", () => {
  for (const leader of running) signalGroup(leader, "SIGKILL");
});

/** Programs are leaders of groups of their own, so that all that they start can be ended with them. */
export const inOwnGroup: boolean = process.platform !== "win32";

export const trackGroup = (leader: number): void => void running.add(leader);

/** To be called when the leader has ended: what it left behind is ended too. */
export function endGroup(leader: number): void {
  running.delete(leader);
  signalGroup(leader, "SIGKILL");
}

/** Asks a program and all that it started to end, and ends them when they do not. */
export function stopGroup(leader: number): void {
  signalGroup(leader, "SIGTERM");
  setTimeout(() => {
    if (running.has(leader)) signalGroup(leader, "SIGKILL");
  }, graceMilliseconds).unref();
}

function signalGroup(leader: number, signal: "SIGTERM" | "SIGKILL"): void {
  if (!inOwnGroup) {
    if (running.has(leader)) execFile("taskkill", ["/pid", String(leader), "/T", "/F"], () => {});
    return;
  }
  try {
    process.kill(-leader, signal);
  } catch {
    // It has ended already.
  }
}
