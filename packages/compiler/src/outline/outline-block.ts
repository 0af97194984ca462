import type { BlockOutline, Meaning, OutlineCheck, OutlineStep, OutlineValue } from "@mlopsc/plan";
import { type AlertDefinition, blockEntry, type CheckDefinition, deployChecks } from "@mlopsc/vocabulary";
import { printStep } from "../format/print-step.ts";
import type { Analyses } from "../models/analyses.ts";
import { linesOf } from "../models/attributes.ts";
import { bare, syntaxText } from "../models/syntax-text.ts";
import { withCanonicalSource } from "../planning/canonical-source.ts";
import { blockPlace } from "../planning/table-steps.ts";
import { namesInBlock } from "../semantics/checks/names-in-block.ts";
import type { BoundBlock, Declaration, Program, Value } from "../semantics/program.ts";
import { createReporter, placeOf } from "../semantics/reporter.ts";
import type { AnalysedStep } from "../semantics/transform-analysis.ts";
import { readChoice } from "../semantics/values/read-choice.ts";
import { readValue } from "../semantics/values/read-value.ts";
import type { ValueContext } from "../semantics/values/value-context.ts";
import { defaultValue } from "./default-value.ts";
import { outlineCondition } from "./outline-condition.ts";
import { outlineAttribute, outlineCall, outlineValue } from "./outline-value.ts";

/** One block as plain data. What its steps hold already is left to them. */
export function outlineBlock(
  declaration: Declaration,
  program: Program,
  analyses: Analyses,
): Omit<BlockOutline, "broken"> {
  const { address, kind, documentation } = declaration;
  const { byKind, parameters } = program;
  const context = { declaration, byKind, parameters, reporter: createReporter() };
  const bound = program.bound.get(declaration);
  const transform = analyses.transforms.get(declaration);
  const alert = analyses.alerts.get(declaration);
  const read = [...readBy(bound), ...(transform?.sources ?? []), ...parametersOf(declaration, program)];
  const model = analyses.models.get(declaration);
  const search = analyses.searches.get(declaration);
  return {
    ...{ address, kind, documentation },
    place: blockPlace(declaration),
    reads: [...new Set([...read.map((block) => block.address), ...(alert ? [`monitor.${alert.monitor}`] : [])])].sort(),
    attributes: kind === "param" ? outlineParameter(declaration, program) : outlineAttributes(bound, context, alert),
    checks: outlineChecks(analyses.checks.get(declaration) ?? [], context),
    ...(transform?.complete
      ? {
          transform: {
            steps: transform.steps.map((step) => outlineStep(step, declaration.block.text)),
            columns: transform.output.columns.flatMap(({ name, type }) => (type === null ? [] : [{ name, type }])),
          },
        }
      : {}),
    ...(search ? { search } : {}),
    ...(model?.features
      ? { personalFeatures: model.features.columns.filter(({ type }) => type?.pii).map(({ name }) => name) }
      : {}),
  };
}

/** Verbs whose lowered form lists columns, or calls a function, that nobody wrote. */
const sugar: ReadonlySet<string> = new Set(["clean names", "rename", "drop", "select", "cast", "anonymise"]);

function outlineStep({ syntax, lowered }: AnalysedStep, text: string): OutlineStep {
  const verb = syntax.verb.text;
  const step = { lowered: withCanonicalSource(lowered) };
  if (!sugar.has(verb)) return step;
  const line = printStep(syntax, { text, indent: 0, column: 0 }).replace(/\s+/g, " ");
  return { ...step, words: { subject: verb, manner: line.slice(verb.length).trim() } };
}

/** Kinds of block whose attributes stand in no step's config. */
const apart: ReadonlySet<string> = new Set(["target", "deploy", "monitor", "alert", "channel"]);

function outlineAttributes(
  bound: BoundBlock | undefined,
  context: ValueContext,
  alert: AlertDefinition | undefined,
): Record<string, OutlineValue> {
  const { declaration } = context;
  const values: Record<string, OutlineValue> = {};
  for (const [name, entry] of Object.entries(blockEntry(declaration.kind).attributes)) {
    if (!apart.has(declaration.kind) && entry.checkedOnly !== true) continue;
    const given = bound?.attributes.get(name);
    if (given !== undefined) {
      const meaning = withParts(outlineAttribute(entry.value, given, context), name, alert);
      values[name] = { meaning, place: placeOf(declaration, given.span) };
    } else if (entry.default !== undefined) {
      const value = defaultValue(entry.value, entry.default, context);
      if (value !== null) values[name] = { meaning: outlineValue(entry.value, value, context) };
    }
  }
  return values;
}

/** A condition with what it asks for. */
function withParts(meaning: Meaning, name: string, alert: AlertDefinition | undefined): Meaning {
  if (meaning.kind !== "condition" || alert === undefined) return meaning;
  return { ...meaning, parts: outlineCondition(name === "until" ? alert.until : alert.when, "").parts };
}

/** The value that this compilation works with. */
function outlineParameter(declaration: Declaration, { parameters }: Program): Record<string, OutlineValue> {
  const value = parameters.get(declaration.name)?.value;
  if (value === undefined || value === null) return {};
  const meaning: OutlineValue["meaning"] =
    typeof value === "number"
      ? { kind: "number", unit: "number", value }
      : typeof value === "boolean"
        ? { kind: "truth", value }
        : { kind: "text", value };
  return { value: { meaning } };
}

/** Each line as it is written, with what was made of it; of a block with mistakes none. */
function outlineChecks(checks: readonly CheckDefinition[], context: ValueContext): readonly OutlineCheck[] {
  const lines = linesOf(context.declaration, "checks", "check");
  if (lines.length !== checks.length) return [];
  return lines.flatMap(({ call, condition, span }, at) => {
    const check = checks[at] as CheckDefinition;
    const entry = deployChecks[check.kind];
    const value = readChoice(bare(call), { [check.kind]: entry }, false, check.kind, context, readValue);
    const choice = value?.kind === "choice" ? value.choices[0] : undefined;
    if (choice === undefined) return [];
    return [
      {
        call: outlineCall(choice, entry, context),
        condition: outlineCondition(check.condition, condition === null ? "" : syntaxText(bare(condition))),
        place: placeOf(context.declaration, span),
      },
    ];
  });
}

/** The parameters that its values are made of. */
function parametersOf({ block, kind }: Declaration, { parameters }: Program): readonly Declaration[] {
  if (parameters.size === 0 || kind === "param") return [];
  const names = namesInBlock(block);
  return [...parameters.values()].flatMap(({ declaration }) => (names.has(declaration.name) ? [declaration] : []));
}

/** The blocks that its attributes name, however deep in a value. */
function readBy(bound: BoundBlock | undefined): readonly Declaration[] {
  const of = (value: Value): readonly Declaration[] => {
    if (value.kind === "reference") return value.to.map(({ declaration }) => declaration);
    if (value.kind === "sample") return [value.table];
    if (value.kind === "choice") return value.choices.flatMap(({ parameters }) => [...parameters.values()].flatMap(of));
    return [];
  };
  return [...(bound?.attributes.values() ?? [])].flatMap(({ value }) => of(value));
}
