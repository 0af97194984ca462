import type { RemainingTime, WalkEvent } from "@mlopsc/engine";
import { formatDuration } from "./numbers.ts";
import type { Terminal } from "./terminal.ts";

/** Prints an apply as it goes: a line for each step that ended, and under them one that says what is being done. */
export function showProgress(terminal: Terminal): {
  readonly hear: (event: WalkEvent) => void;
  readonly end: () => void;
} {
  const running = new Map<string, { fraction: number | null; message: string }>();
  let remaining: RemainingTime | null = null;
  let drawn = false;

  const erase = (): void => {
    if (drawn) terminal.err("\r\x1b[2K");
    drawn = false;
  };
  const draw = (): void => {
    if (!terminal.interactive || running.size === 0) return;
    erase();
    terminal.err(statusLine(running, remaining, terminal));
    drawn = true;
  };
  const hear = (event: WalkEvent): void => {
    if (event.type === "estimate") remaining = event;
    else if (event.type === "started") running.set(event.address, { fraction: null, message: "" });
    else if (event.type === "noted") {
      erase();
      terminal.out(terminal.colours.dim(`  ${event.address}: ${event.message}\n`));
    } else if (event.type === "progress")
      running.set(event.address, { fraction: event.fraction, message: event.message });
    else {
      running.delete(event.address);
      erase();
      terminal.out(endLine(event, terminal));
    }
    draw();
  };
  return { hear, end: erase };
}

type EndEvent = Exclude<WalkEvent, { type: "estimate" | "started" | "progress" | "noted" }>;

function endLine(event: EndEvent, { colours }: Terminal): string {
  const { green, red, yellow, dim } = colours;
  switch (event.type) {
    case "finished":
      return `${event.diagnostics.length > 0 ? yellow("!") : green("✓")} ${event.address} ${dim(formatDuration(event.durationMilliseconds))}\n`;
    case "reused":
      return `${dim(`· ${event.address} as before`)}\n`;
    case "removed":
      return `${dim(`- ${event.address} removed`)}\n`;
    case "objected":
      return `${red("✗")} ${event.address} ${dim("done, but nothing may follow")}\n`;
    case "failed":
      return `${red("✗")} ${event.address}\n`;
    case "held":
      return `${yellow("‖")} ${event.address} ${dim(event.because)}\n`;
    case "skipped":
      return `${dim(`- ${event.address} skipped: ${event.because}`)}\n`;
    case "interrupted":
      return `${yellow("■")} ${event.address} ${dim("stopped")}\n`;
  }
}

function statusLine(
  running: ReadonlyMap<string, { fraction: number | null; message: string }>,
  remaining: RemainingTime | null,
  { colours, width }: Terminal,
): string {
  const parts = [...running].map(([address, { fraction, message }]) => {
    const share = fraction === null ? "" : ` ${Math.round(100 * fraction)} %`;
    return `${address}${share}${message ? ` ${message}` : ""}`;
  });
  const left =
    remaining && remaining.remainingMilliseconds > 0
      ? `${remaining.complete ? "about" : "more than"} ${formatDuration(remaining.remainingMilliseconds)} left`
      : "";
  const text = [...parts, left].filter(Boolean).join("  ·  ");
  return colours.cyan(`… ${text}`.slice(0, width - 1));
}
