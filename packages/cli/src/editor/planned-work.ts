import type { PlannedWork } from "@mlopsc/language-server";
import { blockOf, changeClasses, type Plan, type PlannedStep } from "@mlopsc/plan";

/** What an apply would do, by the address of each block; that of all together is under null. */
export function plannedWork({ steps }: Plan): ReadonlyMap<string | null, PlannedWork> {
  const waiting = steps.filter(({ action }) => action !== "reuse");
  const byBlock = new Map<string | null, PlannedStep[]>();
  for (const step of waiting) {
    for (const address of [blockOf(step.address), null]) {
      const others = byBlock.get(address);
      if (others === undefined) byBlock.set(address, [step]);
      else others.push(step);
    }
  }
  return new Map([...byBlock].map(([address, own]) => [address, workOf(own)]));
}

function workOf(steps: readonly PlannedStep[]): PlannedWork {
  const heaviest = steps.reduce((most, step) => (weightOf(step) > weightOf(most) ? step : most));
  const times = steps.flatMap(({ estimateMilliseconds }) => estimateMilliseconds ?? []);
  const [cause] = heaviest.causes;
  return {
    what: wordOf(heaviest),
    cause: cause === undefined ? "the project" : causeText(cause, heaviest.address),
    steps: steps.length,
    ...(times.length === 0 ? {} : { estimateMilliseconds: times.reduce((sum, time) => sum + time, 0) }),
  };
}

const weightOf = (step: PlannedStep): number => changeClasses.indexOf(step.class);

/** A model that was never there is trained, not retrained. */
function wordOf({ action, class: work }: PlannedStep): string {
  if (action === "remove") return "remove";
  return action === "create" ? (work === "metadata" ? "register" : work.replace(/^re-?/, "")) : work;
}

/** Where it is the step's own, what changed is enough. */
const causeText = ({ address, change }: PlannedStep["causes"][number], own: string): string =>
  address === own ? change : `${address}: ${change}`;
