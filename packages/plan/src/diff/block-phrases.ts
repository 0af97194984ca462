import type { BlockKind, TransformStep } from "@mlopsc/vocabulary";
import { canonicalJson } from "../canonical-json.ts";
import { changed } from "../describe/change-text.ts";
import { describeChange } from "../describe/describe-change.ts";
import { choiceChanges, searchDefinitionChanges } from "../describe/model-changes.ts";
import { lineChanges, type StepLine, stepLine } from "../describe/step-list-changes.ts";
import type { Step, TrainModel, ValidateDataset } from "../step.ts";
import { outsideFilesText, outsideOf } from "../step-outside.ts";
import { meaningText, sameMeaning } from "./meaning-text.ts";
import type { BlockOutline, OutlineCheck, OutlineStep, ProgramOutline } from "./outline.ts";
import { type ForeignPart, ownBefore } from "./own-part.ts";
import { isSchemaClaim } from "./schema-claim.ts";
import type { Sides, StepPair } from "./sides.ts";

/** What was changed of a block that both sides have, in the words of the spec: "`impute age`: median → mean". */
export function blockPhrases(
  address: string,
  before: BlockOutline,
  after: BlockOutline,
  sides: Sides,
): readonly string[] {
  const own = sides.stepsOf(address);
  const phrases = [
    ...(after.kind === "project" ? projectPhrases(sides) : []),
    ...pipelinePhrases(before.transform?.steps ?? [], after.transform?.steps ?? [], sides),
    ...(before.search && after.search ? searchDefinitionChanges(before.search, after.search) : []),
    ...(after.kind === "model" ? referencePhrases(before, after) : []),
    ...(told.has(after.kind) ? own.flatMap((pair) => stepPhrases(pair, before, after, sides)) : []),
    ...own.flatMap((pair) => filePhrases(pair, sides)),
    ...attributePhrases(before, after),
    ...checkPhrases(before.checks, after.checks),
  ];
  const members = after.kind === "ensemble" ? memberPhrases(after, sides) : [];
  return [...new Set(phrases)].filter((phrase) => !members.includes(phrase));
}

/** What an ensemble takes over from its members is told of them. */
const memberPhrases = ({ reads }: BlockOutline, sides: Sides): readonly string[] =>
  sides.blocks.flatMap(({ address, before, after }) =>
    before && after && reads.includes(address) ? blockPhrases(address, before, after, sides) : [],
  );

/** Kinds of block whose steps' configs are told. What a transform or a search says is told by its own lines. */
const told: ReadonlySet<BlockKind> = new Set<BlockKind>(["dataset", "model", "ensemble", "drift"]);

function projectPhrases({ base, head }: Sides): readonly string[] {
  return [
    ...changed("seed", base.project.seed, head.project.seed),
    ...changed("name", base.project.name, head.project.name),
  ];
}

/** Nothing where the steps come to the same, as a `drop` and a `select` may. */
function pipelinePhrases(before: readonly OutlineStep[], after: readonly OutlineStep[], { present }: Sides) {
  const old = before.map((step) => ({ ...step, lowered: step.lowered.map((each) => inPresent(each, present)) }));
  const meaning = (steps: readonly OutlineStep[]): string => canonicalJson(steps.flatMap(({ lowered }) => lowered));
  return meaning(old) === meaning(after) ? [] : lineChanges(old.flatMap(linesOf), after.flatMap(linesOf));
}

const linesOf = ({ lowered, words }: OutlineStep): readonly StepLine[] =>
  words === undefined ? lowered.map(stepLine) : [{ ...words, text: `${words.subject} ${words.manner}`.trim() }];

const inPresent = (step: TransformStep, present: Sides["present"]): TransformStep =>
  "input" in step ? { ...step, input: present(step.input) } : step;

function referencePhrases(before: BlockOutline, after: BlockOutline): readonly string[] {
  const read = (block: BlockOutline, kind: string): string | undefined => {
    const address = block.reads.find((each) => each.startsWith(`${kind}.`));
    return address?.slice(kind.length + 1);
  };
  return [
    ...changed("from", read(before, "transform"), read(after, "transform")),
    ...changed("search", read(before, "search"), read(after, "search")),
  ];
}

function stepPhrases(
  { address, before, after }: StepPair,
  blockBefore: BlockOutline,
  blockAfter: BlockOutline,
  { base, head }: Sides,
): readonly string[] {
  const expects = after?.kind === "validate-dataset" || before?.kind === "validate-dataset";
  if (expects) return describeChange("validate-dataset", written(before, base), written(after, head));
  if (before === undefined || after === undefined) return [];
  if (before.kind !== after.kind || after.kind === "register-model") return [];
  const reseeded = base.project.seed !== head.project.seed;
  const parts: readonly ForeignPart[] = [
    ...(["transform", "search", "costs"] as const),
    ...(reseeded ? (["project"] as const) : []),
    ...(after.kind === "train-model" ? (["validation"] as const) : []),
  ];
  const old = ownBefore(before, after, parts);
  if (address.endsWith("/baseline")) return baselinePhrases(old as TrainModel, after.config as TrainModel);
  const phrases = describeChange(after.kind, old, after.config);
  const searched = (block: BlockOutline): boolean => block.reads.some((each) => each.startsWith("search."));
  // Told as another search already.
  return searched(blockBefore) && searched(blockAfter)
    ? phrases
    : phrases.filter((phrase) => !searched(blockAfter) || !phrase.endsWith("→ chosen by the search"));
}

/** What is expected beyond what the schema says, which is told of the columns; nothing where there is no such step. */
function written(step: Step | undefined, { steps }: ProgramOutline): ValidateDataset {
  if (step?.kind !== "validate-dataset") return { expectations: [] };
  const source = steps.find(({ address }) => address === step.inputs["data"]);
  if (source?.kind !== "ingest-dataset") return step.config;
  return { expectations: step.config.expectations.filter((each) => !isSchemaClaim(each, source.config)) };
}

/** Its definition is the model's. */
const baselinePhrases = (before: TrainModel, after: TrainModel): readonly string[] =>
  choiceChanges(before.choice, after.choice).map((phrase) =>
    phrase.startsWith("`algorithm`") ? phrase.replace("`algorithm`", "`baseline`") : `baseline ${phrase}`,
  );

/** Files of the project that a step reads, kept in the repository as the spec is. */
function filePhrases({ address, after }: StepPair, { filesChanged, head }: Sides): readonly string[] {
  if (after === undefined || !filesChanged.has(address)) return [];
  if (after.kind === "ingest-dataset") return [`\`${after.config.source.path}\` changed`];
  const outside = outsideOf(after, (at) => head.steps.find((step) => step.address === at));
  return outside === undefined ? [] : [`${outsideFilesText(outside)} changed`];
}

function attributePhrases(before: BlockOutline, after: BlockOutline): readonly string[] {
  const names = new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)]);
  return [...names].flatMap((name) => {
    const old = before.attributes[name]?.meaning ?? { kind: "none" };
    const now = after.attributes[name]?.meaning ?? { kind: "none" };
    return sameMeaning(old, now) ? [] : changed(name, meaningText(old), meaningText(now));
  });
}

/** Checks are told apart by what they measure; of several of one name by their order. */
function checkPhrases(before: readonly OutlineCheck[], after: readonly OutlineCheck[]): readonly string[] {
  const pairs = pairedChecks(before, after);
  return pairs.flatMap(({ old, now }) => {
    if (old === undefined) return now === undefined ? [] : [`check \`${checkText(now)}\` added`];
    if (now === undefined) return [`check \`${checkText(old)}\` removed`];
    return checkChanges(old, now);
  });
}

export function pairedChecks(
  before: readonly OutlineCheck[],
  after: readonly OutlineCheck[],
): readonly { readonly old?: OutlineCheck; readonly now?: OutlineCheck }[] {
  const names = [...new Set([...after, ...before].map(({ call }) => call.name))];
  return names.flatMap((name) => {
    const [old, now] = [before, after].map((checks) => checks.filter(({ call }) => call.name === name)) as [
      OutlineCheck[],
      OutlineCheck[],
    ];
    return Array.from({ length: Math.max(old.length, now.length) }, (_, at) => ({
      ...(old[at] === undefined ? {} : { old: old[at] }),
      ...(now[at] === undefined ? {} : { now: now[at] }),
    }));
  });
}

/** "`load`: p95 < 20ms → p95 < 50ms", and where the call is another one too, the whole of both. */
export function checkChanges(old: OutlineCheck, now: OutlineCheck): readonly string[] {
  const { name } = now.call;
  if (!sameMeaning(old.call, now.call)) return changed(name, checkText(old), checkText(now));
  if (sameMeaning(old.condition, now.condition)) return [];
  return changed(name, meaningText(old.condition), meaningText(now.condition));
}

export function checkText({ call, condition }: OutlineCheck): string {
  const asked = meaningText(condition);
  return asked === "" ? meaningText(call) : `${meaningText(call)}: ${asked}`;
}
