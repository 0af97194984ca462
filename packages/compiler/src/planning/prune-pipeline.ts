import {
  type Column,
  type ColumnSelector,
  columnsOf,
  type FittedStep,
  isQuantity,
  type ModelDefinition,
  type RowStep,
} from "@mlopsc/vocabulary";

type PipelineStep = RowStep | FittedStep;

export interface PipelineParts {
  readonly input: readonly Column[];
  readonly steps: readonly PipelineStep[];
  readonly target: string;
  readonly features: ColumnSelector;
  readonly weights: string | null;
  /** The columns that `numeric`, `category` and `all` never mean: those that name a row. */
  readonly key: readonly string[];
  /** How many of the steps stand above the split, and the column by which rows are dealt to folds there. */
  readonly aboveSplit: number;
  readonly foldColumn: string | undefined;
}

/**
 * The part of a pipeline that a model's features and target need: a request carries no column that is not used, and
 * what only makes the target, or only picks training rows, is marked as such. Goes from the last step to the first.
 */
export function prunePipeline(parts: PipelineParts): Pick<ModelDefinition, "input" | "steps"> {
  const { input, steps, target, features, weights, key, aboveSplit, foldColumn } = parts;
  const befores = columnsBefore(input, steps);
  const last = befores.at(-1) ?? new Map();
  const serving = new Set(chosen(features, last).filter((name) => name !== target && name !== weights));
  const training = new Set([...serving, target, ...(weights === null ? [] : [weights])]);
  const kept: PipelineStep[] = [];
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index]!;
    if (index === aboveSplit - 1 && foldColumn !== undefined) training.add(foldColumn);
    const state = {
      before: befores[index] ?? new Map(),
      serving,
      training,
      target,
      weights,
      key,
      given: steps.slice(0, index),
      input,
    };
    const pruned = prune(step, state);
    if (pruned !== null) kept.unshift(pruned);
  }
  if (aboveSplit === 0 && foldColumn !== undefined) training.add(foldColumn);
  return {
    input: input
      .filter(({ name }) => training.has(name))
      .map((column) => (serving.has(column.name) ? column : { ...column, trainingOnly: true as const })),
    steps: kept,
  };
}

/** Names of columns, with their kinds where they are known before running. */
type Columns = ReadonlyMap<string, Column["type"]["kind"] | null>;

interface State {
  readonly before: Columns;
  /** What the steps below need of each request, and of each training row; a step takes away what it makes. */
  readonly serving: Set<string>;
  readonly training: Set<string>;
  readonly target: string;
  readonly weights: string | null;
  readonly key: readonly string[];
  /** The steps above, and the columns that they begin with: to ask what is known when serving. */
  readonly given: readonly PipelineStep[];
  readonly input: readonly Column[];
}

function prune(step: PipelineStep, state: State): PipelineStep | null {
  switch (step.kind) {
    case "derive":
      return pruneDerive(step, state);
    case "filter":
      return pruneFilter(step, state);
    case "select":
      return pruneSelect(step, state);
    default:
      return pruneFitted(step, state);
  }
}

function pruneDerive(step: Extract<RowStep, { kind: "derive" }>, { serving, training }: State): RowStep | null {
  if (!training.delete(step.name)) return null;
  const served = serving.delete(step.name);
  for (const name of columnsOf(step.expression)) {
    training.add(name);
    if (served) serving.add(name);
  }
  const { trainingOnly: _before, ...rest } = step;
  return served ? rest : { ...rest, trainingOnly: true };
}

/** A filter always picks training rows; a request is held to it unless it looks at the answer. */
function pruneFilter(step: Extract<RowStep, { kind: "filter" }>, state: State): RowStep {
  const names = columnsOf(step.condition);
  const hidden = answerColumns(state);
  const served = !names.some((name) => hidden.has(name));
  for (const name of names) {
    state.training.add(name);
    if (served) state.serving.add(name);
  }
  const { trainingOnly: _before, ...rest } = step;
  return served ? rest : { ...rest, trainingOnly: true };
}

/** Here, the target and all that only it is made from or that is made from it. */
function answerColumns({ given, target, training, serving }: State): ReadonlySet<string> {
  const hidden = new Set([...training].filter((name) => !serving.has(name)));
  hidden.add(target);
  for (const step of given) {
    if (step.kind === "derive" && columnsOf(step.expression).some((name) => hidden.has(name))) hidden.add(step.name);
  }
  return hidden;
}

/** Stays even where it only leaves columns out: what a filter above reads must not become a feature below. */
function pruneSelect(step: Extract<RowStep, { kind: "select" }>, { serving, training }: State): RowStep {
  const columns = step.columns.filter(({ to }) => training.has(to));
  const families = (step.families ?? []).filter((prefix) => training.has(`${prefix}*`));
  const [served, trained] = [new Set(serving), new Set(training)];
  serving.clear();
  training.clear();
  const kept = [...columns, ...families.map((prefix) => ({ from: `${prefix}*`, to: `${prefix}*` }))];
  for (const { from, to } of kept) {
    if (trained.has(to)) training.add(from);
    if (served.has(to)) serving.add(from);
  }
  const { families: _before, ...rest } = step;
  return { ...rest, columns, ...(families.length > 0 ? { families } : {}) };
}

function pruneFitted(step: FittedStep, state: State): FittedStep | null {
  const { before, serving, training, target, weights, key } = state;
  const names = chosen(step.columns, before, [...key, target]);
  if (step.kind === "outliers" && step.action === "drop") {
    for (const name of names) training.add(name);
    return withColumns(step, names);
  }
  const made = (set: ReadonlySet<string>): readonly string[] => names.filter((name) => isMade(step, name, set));
  const wanted = readsTogether(step) ? (isUsed(step, names, training) ? names : []) : made(training);
  if (wanted.length === 0) return null;
  const served = readsTogether(step) ? (isUsed(step, names, serving) ? names : []) : made(serving);
  for (const name of producedBy(step, training)) {
    training.delete(name);
    serving.delete(name);
  }
  const others = readsOthers(step) ? quantities(before, [...key, target, ...(weights === null ? [] : [weights])]) : [];
  for (const name of [...wanted, ...others]) training.add(name);
  if (served.length > 0) for (const name of [...served, ...others]) serving.add(name);
  return withColumns(step, wanted);
}

/** Its columns are one input: leaving one out changes what becomes of the others. */
const readsTogether = ({ kind }: FittedStep): boolean => kind === "pca" || kind === "select_features";

/** Fills a column from all other quantities. */
const readsOthers = (step: FittedStep): boolean =>
  step.kind === "impute" && (step.strategy === "knn" || step.strategy === "model");

const isUsed = (step: FittedStep, names: readonly string[], set: ReadonlySet<string>): boolean =>
  step.kind === "pca" ? [...set].some((name) => /^pca_\d+$/.test(name)) : names.some((name) => set.has(name));

const isMade = (step: FittedStep, name: string, set: ReadonlySet<string>): boolean =>
  step.kind === "encode" ? set.has(name) || [...set].some((each) => each.startsWith(`${name}=`)) : set.has(name);

/** The names that exist only since this step. */
function producedBy(step: FittedStep, set: ReadonlySet<string>): readonly string[] {
  if (step.kind === "pca") return [...set].filter((name) => /^pca_\d+$/.test(name));
  if (step.kind !== "encode" || !("names" in step.columns)) return [];
  const { names } = step.columns;
  return [...set].filter((each) => names.some((name) => each.startsWith(`${name}=`)));
}

/** Named one by one, but where a name is not known before running: the selector then stays as it is. */
function withColumns<Step extends FittedStep>(step: Step, names: readonly string[]): Step {
  const isOpen = step.kind === "select_features" || names.some((name) => name.endsWith("=*"));
  return isOpen || names.length === 0 ? step : { ...step, columns: { names } };
}

const quantities = (columns: Columns, except: readonly string[]): readonly string[] =>
  [...columns]
    .filter(([name, kind]) => kind !== null && isQuantity(kind) && !except.includes(name))
    .map(([name]) => name);

/** The columns that a selector means, in its own order or the table's. */
function chosen(selector: ColumnSelector, columns: Columns, never: readonly string[] = []): readonly string[] {
  if ("names" in selector) return selector.names;
  const barred = new Set([...selector.except, ...never]);
  return [...columns].filter(([name, kind]) => !barred.has(name) && isOfSort(selector.all, kind)).map(([name]) => name);
}

const isOfSort = (sort: "numeric" | "category" | "any", kind: Column["type"]["kind"] | null): boolean =>
  sort === "any" || (kind !== null && (sort === "numeric" ? isQuantity(kind) : kind === "category"));

/** The columns before each step, and after the last. Families of unknown names are `NAME=*`. */
function columnsBefore(input: readonly Column[], steps: readonly PipelineStep[]): readonly Columns[] {
  const all: Columns[] = [new Map(input.map(({ name, type }) => [name, type.kind]))];
  for (const step of steps) all.push(after(step, all.at(-1) ?? new Map()));
  return all;
}

function after(step: PipelineStep, before: Columns): Columns {
  switch (step.kind) {
    case "derive":
      return new Map(before).set(step.name, step.type);
    case "select":
      return new Map([
        ...step.columns.map(({ from, to }) => [to, before.get(from) ?? null] as const),
        ...(step.families ?? []).map((prefix) => [`${prefix}*`, "bool"] as const),
      ]);
    case "encode": {
      const names = new Set(chosen(step.columns, before));
      const open = step.method === "one_hot" || step.method === "hashing";
      return new Map(
        [...before].map(([name, kind]) => {
          if (!names.has(name)) return [name, kind];
          return open ? [`${name}=*`, "bool"] : [name, "number"];
        }),
      );
    }
    case "bin":
      return new Map(
        [...before].map(([name, kind]) => [name, chosen(step.columns, before).includes(name) ? "int" : kind]),
      );
    case "pca": {
      const names = new Set(chosen(step.columns, before));
      const parts = Array.from({ length: step.components }, (_, index) => [`pca_${index + 1}`, "number"] as const);
      return new Map([...[...before].filter(([name]) => !names.has(name)), ...parts]);
    }
    default:
      return before;
  }
}
