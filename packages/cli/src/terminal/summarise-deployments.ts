import {
  checkFiguresText,
  type DeployOutcome,
  loadOutcome,
  type ProjectState,
  type StepState,
  targetAddress,
} from "@mlopsc/engine";
import type { DeployModel } from "@mlopsc/plan";
import { textTable } from "./table.ts";
import type { Terminal } from "./terminal.ts";

type Registry = ProjectState["registry"];

/** Where each target answers that was brought a version now, and what was measured of it before it was let in. */
export function summariseDeployments(
  registry: Registry,
  states: ReadonlyMap<string, StepState>,
  { colours }: Terminal,
): string {
  const brought = [...states].flatMap(([address, state]) => {
    const outcome = state === "finished" ? loadOutcome(registry, address, "deploy-model") : undefined;
    return outcome === undefined ? [] : [{ address, outcome: outcome as DeployOutcome }];
  });
  if (brought.length === 0) return "";
  const head = ["deployment", "target", "version", "release", "answers at"];
  const rows = brought.map(({ address, outcome: { version, release } }) => {
    const { deployment, target } = JSON.parse(registry.steps.current(address)!.config) as DeployModel;
    return [deployment, target.name, `v${version}`, String(release), targetAddress(target)];
  });
  const pushed = brought.flatMap(({ outcome }) =>
    outcome.pushed === undefined ? [] : [`\npushed ${outcome.pushed}\n`],
  );
  const checks = brought.flatMap(({ address, outcome }) =>
    outcome.checks.map((check, at) => [at === 0 ? address : "", check.source, checkFiguresText(check)]),
  );
  const measured =
    checks.length === 0 ? "" : `\n${textTable([["checked", "holds", "measured"], ...checks], colours.dim)}`;
  return `\n${textTable([head, ...rows], colours.dim)}${pushed.join("")}${measured}`;
}
