import { isStepKind } from "./step-work.ts";

/** What is wrong with the shape of a saved plan, in words; null where nothing is. */
export function planShapeProblem(json: unknown): string | null {
  if (!isObject(json)) return "no JSON object";
  if (json["formatVersion"] !== 1) return `format version ${JSON.stringify(json["formatVersion"])}, not 1`;
  const problem = fieldsProblem(json, planFields, "");
  if (problem !== null) return problem;
  const steps = json["steps"] as readonly Fields[];
  for (const [index, step] of steps.entries()) {
    const found = plannedStepProblem(step, `steps[${index}].`);
    if (found !== null) return found;
  }
  return danglingInput(steps);
}

type Fields = Readonly<Record<string, unknown>>;
type Test = (value: unknown) => boolean;
type Shape = Readonly<Record<string, { readonly test: Test; readonly optional?: true }>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText: Test = (value) => typeof value === "string";
const isCount: Test = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isLength: Test = (value) => typeof value === "number" && value >= 0;
const isTexts: Test = (value) => isObject(value) && Object.values(value).every(isText);
const oneOf =
  (...words: readonly string[]): Test =>
  (value) =>
    words.includes(value as string);
const objectOf =
  (shape: Shape): Test =>
  (value) =>
    isObject(value) && fieldsProblem(value, shape, "") === null;
const listOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);

const text = { test: isText };
const optionalText = { test: isText, optional: true } as const;

const planFields: Shape = {
  formatVersion: { test: (value) => value === 1 },
  project: {
    test: objectOf({
      name: text,
      description: { test: (value) => value === null || isText(value) },
      seed: { test: Number.isSafeInteger },
    }),
  },
  target: optionalText,
  serial: { test: isCount },
  steps: { test: listOf(isObject) },
  fingerprints: { test: isTexts },
  digest: text,
};

const plannedFields: Shape = {
  action: { test: oneOf("reuse", "create", "update", "replace", "remove") },
  address: text,
  kind: text,
  step: { test: isObject, optional: true },
  class: {
    test: oneOf(
      "metadata",
      "monitor",
      "redeploy",
      "re-evaluate",
      "retrain",
      "re-transform",
      "re-validate",
      "re-ingest",
    ),
  },
  movedFrom: optionalText,
  causes: { test: listOf(objectOf({ address: text, change: text })) },
  provisional: { test: (value) => typeof value === "boolean" },
  drifted: { test: (value) => value === true, optional: true },
  kept: {
    test: objectOf({ done: { test: isCount }, of: { test: isCount }, unit: { test: oneOf("trials", "measurements") } }),
    optional: true,
  },
  estimateMilliseconds: { test: isLength, optional: true },
};

const span: Shape = { start: { test: isCount }, end: { test: isCount } };
const isPlace: Test = objectOf({ file: text, span: { test: objectOf(span) } });
const stepFields: Shape = {
  address: text,
  kind: { test: (value) => isText(value) && isStepKind(value as string) },
  config: { test: isObject },
  inputs: { test: isTexts },
  place: { test: isPlace },
  partPlaces: { test: listOf(isPlace), optional: true },
};

function plannedStepProblem(planned: Fields, path: string): string | null {
  const problem = fieldsProblem(planned, plannedFields, path);
  if (problem !== null) return problem;
  const step = planned["step"];
  if (!isObject(step)) return planned["action"] === "remove" ? null : `no \`${path}step\``;
  const inner = fieldsProblem(step, stepFields, `${path}step.`);
  if (inner !== null) return inner;
  return step["address"] === planned["address"] && step["kind"] === planned["kind"]
    ? null
    : `\`${path}step\` for another address or of another kind`;
}

function fieldsProblem(value: Fields, shape: Shape, path: string): string | null {
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(shape, name));
  if (unknown !== undefined) return `an unknown field \`${path}${unknown}\``;
  for (const [name, { test, optional }] of Object.entries(shape)) {
    if (value[name] === undefined && optional) continue;
    if (value[name] === undefined) return `no \`${path}${name}\``;
    if (!test(value[name])) return `a wrong value in \`${path}${name}\``;
  }
  return null;
}

/** Steps stand inputs first; an input that comes later or not at all cannot be carried out. */
function danglingInput(steps: readonly Fields[]): string | null {
  const seen = new Set<unknown>();
  for (const { address, step } of steps) {
    if (seen.has(address)) return `two steps at ${String(address)}`;
    const inputs = isObject(step) ? Object.values(step["inputs"] as Fields) : [];
    const missing = inputs.find((input) => !seen.has(input));
    if (missing !== undefined) return `${String(address)}, which reads ${String(missing)} before that is done`;
    seen.add(address);
  }
  return null;
}
