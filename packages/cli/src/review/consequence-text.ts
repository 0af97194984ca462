import { blockOf, type Change, type ChangeClass, type Consequence } from "@mlopsc/plan";
import { formatDuration } from "../terminal/numbers.ts";

/**
 * What follows from a change, as a chain of blocks in the order in which it would be done: "take in dataset.customers",
 * "rebuild transform.features", "retrain model.churn, model.simple". Empty where nothing has to be done.
 */
export function consequenceChain({ address, kind, consequences }: Change): readonly string[] {
  if (consequences.length > 0 && consequences.every((each) => each.class === "monitor")) return ["monitoring only"];
  if (kind === "removed") return [];
  const links = new Map<ChangeClass, Set<string>>();
  for (const each of consequences) {
    if (each.action === "remove" || each.class === "metadata") continue;
    links.set(each.class, (links.get(each.class) ?? new Set()).add(blockOf(each.address)));
  }
  const chain = [...links].map(([work, blocks]) => `${verbs[work]} ${listed([...blocks])}`);
  const registered = consequences.some((each) => each.class === "metadata" && blockOf(each.address) === address);
  return chain.length === 0 && registered ? [`register ${address}`] : chain;
}

const verbs: Readonly<Record<ChangeClass, string>> = {
  "re-ingest": "take in",
  "re-validate": "validate",
  "re-transform": "rebuild",
  retrain: "retrain",
  "re-evaluate": "re-evaluate",
  metadata: "register",
  redeploy: "redeploy",
  monitor: "watch with",
};

/** Of many the first few, and how many more. */
function listed(blocks: readonly string[]): string {
  const shown = blocks.length <= most + 1 ? blocks : blocks.slice(0, most);
  const more = blocks.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

const most = 4;

/** `about 4 min`; `at least` where some of it was never done before; empty without history. */
export function estimateText(consequences: readonly Consequence[]): string {
  const work = consequences.filter(({ action }) => action !== "remove");
  const known = work.flatMap(({ estimateMilliseconds: each }) => (each === undefined ? [] : [each]));
  if (known.length === 0) return "";
  const sum = known.reduce((total, each) => total + each, 0);
  return `${known.length < work.length ? "at least" : "about"} ${formatDuration(sum)}`;
}
