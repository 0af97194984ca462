// What the status bar says, as data: made of what the server reports, `mlopsc status` and `mlopsc history` print.

export interface TargetStatus {
  readonly deployment: string;
  readonly target: string;
  readonly serving?: { readonly version: number };
  readonly problems: readonly string[];
}

export interface HistoryEntry {
  readonly subject: string;
  readonly event: string;
  readonly message: string;
}

export interface Facts {
  readonly errors: number;
  readonly warnings: number;
  readonly targets: readonly TargetStatus[];
  readonly firing: readonly HistoryEntry[];
}

export interface StatusText {
  readonly text: string;
  /** Markdown lines. */
  readonly tooltip: readonly string[];
  readonly level: "well" | "warning" | "error";
}

/** One look: errors in the files first, then what is wrong outside, then that all is well. */
export function statusText({ errors, warnings, targets, firing }: Facts): StatusText {
  const broken = targets.filter(({ problems }) => problems.length > 0);
  const parts = [
    ...(errors > 0 ? [`$(error) ${errors}`] : []),
    ...(warnings > 0 ? [`$(warning) ${warnings}`] : []),
    ...(firing.length > 0 ? [`$(bell-dot) ${firing.length}`] : []),
    ...(broken.length > 0 ? [`$(debug-disconnect) ${broken.length}`] : []),
  ];
  const tooltip = [
    errors + warnings === 0 ? "No problems in the files." : `Files: ${errors} errors, ${warnings} warnings.`,
    ...firing.map(({ subject, message }) => `${subject}: ${message}`),
    ...targets.map(({ deployment, target, serving, problems }) => {
      const version = serving === undefined ? "nothing" : `v${serving.version}`;
      return `${deployment} on ${target}: ${version}${problems.length === 0 ? "" : `, ${problems.join(", ")}`}`;
    }),
  ];
  const level = errors > 0 || broken.length > 0 ? "error" : warnings > 0 || firing.length > 0 ? "warning" : "well";
  return { text: `mlops ${parts.length === 0 ? "$(check)" : parts.join(" ")}`, tooltip, level };
}

/** The alerts whose incident lasts: `mlopsc history` tells when each began, was told again, and ended. */
export function firingAlerts(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const last = new Map<string, HistoryEntry>();
  for (const entry of entries)
    if (entry.subject.startsWith("alert.") && turns.has(entry.event)) last.set(entry.subject, entry);
  return [...last.values()].filter(({ event }) => event !== "resolved");
}

const turns: ReadonlySet<string> = new Set(["fired", "still fires", "resolved"]);
