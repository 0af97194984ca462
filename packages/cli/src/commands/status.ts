import { type TargetStatus, targetStatus } from "@mlopsc/engine";
import { exitCode } from "../exit-code.ts";
import { deployedTargets } from "../operations/deployed-targets.ts";
import { projectOption } from "../project/open-state.ts";
import { withEngine } from "../project/with-engine.ts";
import { formatNumber } from "../terminal/numbers.ts";
import { textTable } from "../terminal/table.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type CommandRun, textOperand } from "./command.ts";
import { formatOption } from "./format-option.ts";

/** Exit code 1 where something does not run as it was left, so that a script may ask. */
export const status: CommandRun = (terminal, operands, options) => {
  const format = formatOption(options, ["text", "json"]);
  const only = textOperand(operands, 0);
  return withEngine(projectOption(terminal, options), async (engine) => {
    const targets = deployedTargets(engine.state.registry).filter(({ deployment }) => !only || deployment === only);
    const found: TargetStatus[] = [];
    for (const { address } of targets) found.push(await targetStatus(engine.services, address));
    if (format === "json") terminal.out(`${JSON.stringify(found, null, 2)}\n`);
    else if (found.length === 0) terminal.out("Nothing is deployed. `mlopsc apply` brings models to their targets.\n");
    else terminal.out(statusText(found, terminal));
    return found.some(({ problems }) => problems.length > 0) ? exitCode.failure : exitCode.success;
  });
};

function statusText(found: readonly TargetStatus[], { colours }: Terminal): string {
  const { dim, red, green } = colours;
  const head = ["deployment", "target", "answers at", "version", "release", "share", "replicas", "requests", "errors"];
  const rows = found.flatMap(releaseRows);
  const problems = found.flatMap(({ deployment, target, problems: said }) =>
    said.map((problem) => `${red("✗")} ${deployment} on ${target}: ${problem}\n`),
  );
  const well = problems.length === 0 ? `${green("✓")} All runs as it was left.\n` : "";
  return `${textTable([head, ...rows], dim)}\n${problems.join("")}${well}`;
}

function releaseRows({ deployment, target, url, releases, serving }: TargetStatus): readonly (readonly string[])[] {
  const first = [deployment, target, url];
  if (releases.length === 0) return [[...first, serving ? `v${serving.version}` : "–", "–", "–", "–", "–", "–"]];
  return releases.map(({ release, version, share, healthy, wanted, counts }, at) => [
    ...(at === 0 ? first : ["", "", ""]),
    `v${version}`,
    String(release),
    `${Math.round(100 * share)} %`,
    `${healthy}/${wanted}`,
    counts ? formatNumber(counts.requests) : "–",
    counts ? formatNumber(counts.errors) : "–",
  ]);
}
