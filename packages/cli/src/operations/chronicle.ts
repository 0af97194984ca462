import type { Registry, Release } from "@mlopsc/engine";

/** One thing that happened. */
export interface HistoryEntry {
  readonly time: number;
  readonly subject: string;
  readonly event: string;
  readonly message: string;
  readonly detail?: unknown;
}

/** Applies and decisions, oldest first, up to a moment. */
export function chronicle(
  registry: Registry,
  { until, subject }: { readonly until?: number; readonly subject?: string },
): readonly HistoryEntry[] {
  const applies =
    subject === undefined
      ? registry.applies.list(10_000).map(({ started, who, status, counts }): HistoryEntry => {
          const done = Object.entries(counts).flatMap(([action, count]) =>
            count > 0 ? [`${count} to ${action}`] : [],
          );
          return { time: started, subject: "apply", event: status, message: `${who}: ${done.join(", ")}` };
        })
      : [];
  const decisions = registry.decisions.list(subject === undefined ? {} : { subject });
  return [...applies, ...decisions]
    .filter(({ time }) => until === undefined || time <= until)
    .sort((left, right) => left.time - right.time);
}

/** What answered at a moment, with the versions of the data that it was made from. */
export interface ServedThen {
  readonly release: Release;
  readonly data: Readonly<Record<string, number>>;
}

export function servedAt(registry: Registry, at: number): readonly ServedThen[] {
  const links = registry.steps.links("register-model");
  return registry.releases.deployments().flatMap((deployment) => {
    const targets = new Set(registry.releases.list(deployment).map(({ target }) => target));
    return [...targets].flatMap((target) => {
      const release = registry.releases.serving(deployment, target, at);
      if (release === undefined) return [];
      const link = links.findLast(({ executionKey }) => {
        const outcome = registry.steps.execution(executionKey)?.outcome as
          | { name?: string; version?: number }
          | undefined;
        return outcome?.name === release.model && outcome.version === release.version;
      });
      return [{ release, data: link?.sources ?? {} }];
    });
  });
}
