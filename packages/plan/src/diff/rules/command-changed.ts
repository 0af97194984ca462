import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import { outsideText } from "../../describe/value-text.ts";
import type { Step } from "../../step.ts";
import { meaningText } from "../meaning-text.ts";
import type { BlockOutline } from "../outline.ts";
import type { Sides } from "../sides.ts";
import { type Finding, meaningOf, type Rule, stepFinding } from "./rule.ts";

/** A program runs that did not run before: of a trainer, an alert, a channel, a check. */
export const commandChanged: Rule = {
  name: "command-changed",
  title: "Another program runs",
  find: (sides) => [...trainers(sides), ...watchers(sides)],
};

const trainers = ({ steps, filesChanged }: Sides): readonly Finding[] =>
  steps.flatMap(({ address, before, after }) => {
    const now = after && commandOf(after);
    if (after === undefined || now === undefined) return [];
    if (now !== (before && commandOf(before))) return [stepFinding(after, `runs ${now}`)];
    return filesChanged.has(address) ? [stepFinding(after, `runs ${now}, whose files changed`)] : [];
  });

/** Of the steps that run a program; a baseline and a final model may each have their own. */
function commandOf(step: Step): string | undefined {
  if (step.kind !== "train-model" && step.kind !== "search-model") return undefined;
  const choice: AlgorithmChoice | null = step.kind === "train-model" ? step.config.choice : step.config.search.fixed;
  return choice?.outside?.kind === "command" ? outsideText(choice.outside) : undefined;
}

const watchers = ({ blocks }: Sides): readonly Finding[] =>
  blocks.flatMap(({ address, before, after }) => {
    const known = new Set(before && programsOf(before));
    return (after ? programsOf(after) : [])
      .filter((program) => !known.has(program))
      .map(
        (program): Finding => ({
          address,
          change: `runs ${program}`,
          at: { side: "head", place: (after as BlockOutline).place },
        }),
      );
  });

/** What an alert does, what a channel is, what a deployment is checked with. */
function programsOf(block: BlockOutline): readonly string[] {
  const calls = [meaningOf(block, "then"), ...block.checks.map(({ call }) => call)];
  const run = calls.flatMap((call) =>
    call.kind === "choice" && call.name === "run" ? [call.parameters["command"]] : [],
  );
  return [...run, meaningOf(block, "command")].flatMap((command) =>
    command === undefined || command.kind === "none" ? [] : [meaningText(command)],
  );
}
