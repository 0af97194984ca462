import type { FigureCondition } from "@mlopsc/vocabulary";
import { conditionMeaning } from "./figure-bounds.ts";
import type { StepKind, StepOf } from "./step.ts";

/**
 * The part of a step's config that decides its result: what goes into digests. Left out are the texts that only people
 * read (conditions as written, labels), the names of models and ensembles, and the names of tables, which stand for
 * whatever their input roles bring. So a renamed dataset or model, or a condition written with other spaces, redoes nothing.
 */
export function stepMeaning(kind: string, config: unknown, tables: (name: string) => string = (name) => name): unknown {
  const fields = config as Fields;
  switch (kind as StepKind) {
    case "ingest-dataset":
    case "register-model":
    case "build-bundle":
    case "register-monitor":
      return config;
    case "deploy-model":
      return { ...fields, checks: list(fields["checks"]).map(checkMeaning) };
    case "set-alerts":
      return { ...fields, alerts: list(fields["alerts"]).map(alertMeaning) };
    case "validate-dataset":
      return { ...fields, expectations: list(fields["expectations"]).map(withoutSource) };
    case "transform-data":
      return { ...fields, steps: list(fields["steps"]).map((step) => withTable(withoutSource(step), tables)) };
    case "split-data":
      return { ...fields, steps: list(fields["steps"]).map(withoutSource) };
    case "search-model":
      return {
        ...fields,
        definition: definitionOf(fields),
        search: searchMeaning(fields["search"] as Fields | undefined),
      };
    case "validate-model":
    case "train-model":
      return { ...fields, definition: definitionOf(fields), choice: choiceMeaning(fields["choice"]) };
    case "combine-models":
      return withoutNames(fields);
    case "evaluate-model":
      return evaluationMeaning(fields);
    case "compare-samples":
      return comparisonMeaning(fields);
    default:
      return unknownKind(kind as never, config);
  }
}

/** True of the inputs whose role is the name of a table: `dataset.customers`. Their names are arbitrary, so not digested. */
export const namesTables = (kind: StepKind | StepOf<string, unknown>["kind"]): boolean => kind === "transform-data";

type Fields = Readonly<Record<string, unknown>>;

const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value : []);

const withoutSource = (value: Fields): Fields => {
  const { source: _written, ...rest } = value;
  return rest;
};

const withTable = (step: Fields, tables: (name: string) => string): Fields =>
  typeof step["input"] === "string" ? { ...step, input: tables(step["input"]) } : step;

const definitionOf = ({ definition }: Fields): Fields => definitionMeaning(definition as Fields | undefined);

const searchMeaning = (search: Fields = {}): Fields =>
  "fixed" in search ? { ...search, fixed: choiceMeaning(search["fixed"]) } : search;

/** Of a program what it is and is given; not how long it may take. */
function choiceMeaning(choice: unknown): unknown {
  const outside = (choice as Fields | null | undefined)?.["outside"] as Fields | undefined;
  if (outside === undefined) return choice;
  const { line: _written, timeoutMilliseconds: _limit, ...rest } = outside;
  return { ...(choice as Fields), outside: rest };
}

function definitionMeaning(definition: Fields = {}): Fields {
  const { name: _name, ...rest } = definition;
  return { ...rest, steps: list(definition["steps"]).map(withoutSource) };
}

/** What an ensemble and its members are called, which decides nothing. */
function withoutNames({ name: _name, members: _members, ...rest }: Fields): Fields {
  return rest;
}

function checkMeaning({ source: _written, condition, ...check }: Fields): Fields {
  return { ...check, condition: asked(condition) };
}

/** Whoever is told is told in any order. */
function alertMeaning({ source: _written, when, until, notify, ...alert }: Fields): Fields {
  const told = Array.isArray(notify) ? [...notify].sort() : notify;
  return { ...alert, when: asked(when), until: asked(until), notify: told };
}

const asked = (condition: unknown): unknown =>
  condition === null || condition === undefined ? null : conditionMeaning(condition as FigureCondition);

function evaluationMeaning({ slices, ...fields }: Fields): Fields {
  const gates = list(fields["gates"]).map(withoutSource);
  if (slices === undefined) return { ...fields, gates };
  const sliced = slices as Fields;
  return { ...fields, gates, slices: { ...sliced, steps: list(sliced["steps"]).map(withoutSource) } };
}

function comparisonMeaning(config: Fields): Fields {
  const { labels: _labels, ...rest } = config;
  const sample = (value: unknown): Fields => {
    const fields = (value ?? {}) as Fields;
    return { ...fields, steps: list(fields["steps"]).map(withoutSource) };
  };
  return { ...rest, reference: sample(config["reference"]), current: sample(config["current"]) };
}

/** A registry written by another version may hold kinds that this one does not know: they are taken as they are. */
const unknownKind = (_kind: never, config: unknown): unknown => config;
