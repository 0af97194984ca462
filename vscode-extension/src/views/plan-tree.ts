// What the Plan view shows, as data: made of what `mlopsc plan --format json` prints.
import { counted, durationText } from "./figure-text.ts";
import { stepWords } from "./step-words.ts";

export type Action = "reuse" | "create" | "update" | "replace" | "remove";

export interface PlannedStep {
  readonly action: Action;
  readonly address: string;
  readonly kind: string;
  readonly provisional: boolean;
  readonly estimateMilliseconds?: number;
  readonly kept?: { readonly done: number; readonly of: number; readonly unit: string };
  readonly causes: readonly { readonly address: string; readonly change: string }[];
  readonly step?: { readonly place?: Place; readonly partPlaces?: readonly Place[]; readonly config?: unknown };
}

export interface PrintedPlan {
  readonly project: { readonly name: string };
  readonly steps: readonly PlannedStep[];
}

/** Offsets in UTF-16 units; the file is relative to the project's folder. */
export interface Place {
  readonly file: string;
  readonly span: { readonly start: number; readonly end: number };
}

export interface PlanNode {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon: Action | "reason" | "up-to-date";
  readonly tooltip?: string;
  readonly place?: Place;
  readonly expanded: boolean;
  readonly children: readonly PlanNode[];
}

/** A node for each block that has something to do, its steps under it, their reasons under them; last, what stays. */
export function planTree({ steps }: PrintedPlan): readonly PlanNode[] {
  const work = steps.filter(({ action }) => action !== "reuse");
  const kept = steps.filter(({ action }) => action === "reuse");
  const blocks = [...byBlock(work)].map(([block, own]) => blockNode(block, own));
  return kept.length === 0 ? blocks : [...blocks, keptNode(kept)];
}

/** "2 to update, about 6.3 s": what stands over the tree. */
export function planSummary({ steps }: PrintedPlan): string {
  const work = steps.filter(({ action }) => action !== "reuse");
  if (work.length === 0) return `No changes: ${counted(steps.length, "step")} up to date.`;
  const verbs = { create: "add", update: "update", replace: "replace", remove: "remove", reuse: "keep" };
  const parts = (["create", "update", "replace", "remove"] as const).flatMap((action) => {
    const count = work.filter((step) => step.action === action).length;
    return count === 0 ? [] : [`${count} to ${verbs[action]}`];
  });
  const time = estimateText(work);
  return `${parts.join(", ")}${time === "" ? "" : `, ${time}`}.`;
}

/** `model.churn` of `model.churn/search`. */
export const blockOf = (address: string): string => address.split("/", 1)[0] as string;

function byBlock(steps: readonly PlannedStep[]): ReadonlyMap<string, readonly PlannedStep[]> {
  const groups = new Map<string, PlannedStep[]>();
  for (const step of steps) {
    const block = blockOf(step.address);
    const group = groups.get(block);
    if (group === undefined) groups.set(block, [step]);
    else group.push(step);
  }
  return groups;
}

function blockNode(block: string, steps: readonly PlannedStep[]): PlanNode {
  const actions = new Set(steps.map(({ action }) => action));
  const order: readonly Action[] = ["remove", "replace", "create", "update"];
  const icon = order.find((action) => actions.has(action)) ?? "update";
  const place = steps.find(({ step }) => step?.place !== undefined)?.step?.place;
  return {
    id: block,
    label: block,
    description: [counted(steps.length, "step"), estimateText(steps)].filter((part) => part !== "").join(", "),
    icon,
    ...(place === undefined ? {} : { place }),
    // What is new has no reason worth opening for; what changed has.
    expanded: icon !== "create",
    children: [...reasonNodes(block, steps), ...steps.map(stepNode)],
  };
}

function stepNode(step: PlannedStep): PlanNode {
  const { address, kind, action, kept, estimateMilliseconds, provisional } = step;
  const part = address.slice(blockOf(address).length + 1);
  const known = kept === undefined ? [] : [`${kept.done} of ${kept.of} ${kept.unit} kept`];
  const estimate = estimateMilliseconds === undefined ? [] : [`about ${durationText(estimateMilliseconds)}`];
  const maybe = provisional ? ["unless its inputs come out the same"] : [];
  const place = step.step?.place;
  const why = reasons(step).map(({ label }) => `because ${label}`);
  return {
    id: `${address}#step`,
    label: stepWords[kind] ?? kind,
    description: [...(part === "" ? [] : [part]), ...known, ...estimate, ...maybe].join(", "),
    icon: action,
    tooltip: [`${address}: ${action}`, ...why].join("\n"),
    ...(place === undefined ? {} : { place }),
    expanded: false,
    children: [],
  };
}

/** Why a block has something to do: each change once, though several of its steps follow from it. */
function reasonNodes(block: string, steps: readonly PlannedStep[]): readonly PlanNode[] {
  const seen = new Set<string>();
  return steps
    .flatMap((step) => reasons(step).map((reason) => ({ ...reason, place: step.step?.place })))
    .filter(({ change }) => !seen.has(change) && seen.add(change))
    .map(({ label, place }, at) => ({
      id: `${block}#reason${at}`,
      label,
      description: "",
      icon: "reason",
      tooltip: label,
      ...(place === undefined ? {} : { place }),
      expanded: false,
      children: [],
    }));
}

/** The step's own changes; or what a person changed elsewhere, and by way of which blocks it got here. */
function reasons({
  action,
  address,
  causes,
}: PlannedStep): readonly { readonly label: string; readonly change: string }[] {
  const [first, ...others] = causes;
  if (first === undefined) return [];
  if (action === "create")
    return causes
      .filter((cause) => cause.address !== address)
      .map(({ change }) => ({ change, label: `refused last time: ${change}` }));
  if (first.address === address) return causes.map(({ change }) => ({ change, label: change }));
  const own = blockOf(address);
  const between = [...new Set(others.map((cause) => blockOf(cause.address)))].filter((block) => block !== own);
  const way = [first.address, ...between].filter((block, at) => at > 0 || block !== own).join(" ⇒ ");
  return [{ change: first.change, label: way === "" ? first.change : `${way}: ${first.change}` }];
}

function keptNode(steps: readonly PlannedStep[]): PlanNode {
  return {
    id: "#kept",
    label: `${counted(steps.length, "step")} up to date`,
    description: "",
    icon: "up-to-date",
    expanded: false,
    children: steps.map(({ address, kind, step }) => ({
      id: `${address}#kept`,
      label: address,
      description: stepWords[kind] ?? kind,
      icon: "reuse",
      ...(step?.place === undefined ? {} : { place: step.place }),
      expanded: false,
      children: [],
    })),
  };
}

function estimateText(steps: readonly PlannedStep[]): string {
  const known = steps.flatMap(({ estimateMilliseconds }) => estimateMilliseconds ?? []);
  if (known.length === 0) return "";
  const total = known.reduce((sum, each) => sum + each, 0);
  return `${known.length < steps.length ? "at least" : "about"} ${durationText(total)}`;
}
