import { columnsOf, type ModelDefinition } from "@mlopsc/vocabulary";
import type { TrainedModel } from "../model/trained-model.ts";
import type { FittedPart } from "../pipeline/fitted-part.ts";

/** What a feature is called in an explanation, and where its value is read. */
export interface ColumnOrigin {
  /** A column of the request, or one that the pipeline made. */
  readonly column: string;
  /** The columns of the request that it was made of. */
  readonly from: readonly string[];
  /** The place among the pipeline's parts of the one that made the column; -1 where the request carries it. */
  readonly part: number;
}

/**
 * For each feature of the learner the column that people know it by: that of the request where it comes from one alone,
 * through renaming, encoding or arithmetic; else the column derived, as it was before it was encoded or scaled. What a
 * filled-in value was guessed from counts for nothing.
 */
export function featureOrigins({ definition, pipeline, features }: TrainedModel): readonly ColumnOrigin[] {
  let origins = requestOrigins(definition);
  pipeline.parts.forEach((part, place) => {
    if (!("trainingOnly" in part && part.trainingOnly)) origins = originsAfter(part, place, origins);
  });
  return features.map((name) => origins.get(name) ?? { column: name, from: [], part: pipeline.parts.length - 1 });
}

type Origins = ReadonlyMap<string, ColumnOrigin>;

const requestOrigins = ({ input }: ModelDefinition): Origins =>
  new Map(
    input
      .filter(({ trainingOnly }) => trainingOnly !== true)
      .map(({ name }) => [name, { column: name, from: [name], part: -1 }]),
  );

function originsAfter(part: FittedPart, place: number, origins: Origins): Origins {
  switch (part.kind) {
    case "derive":
      return new Map([...origins, [part.name, madeOf(part.name, columnsOf(part.expression), place, origins)]]);
    case "select": {
      const kept = [...origins].filter(([name]) => part.families?.some((family) => name.startsWith(family)));
      const named = part.columns.flatMap(({ from, to }): [string, ColumnOrigin][] => {
        const origin = origins.get(from);
        return origin === undefined ? [] : [[to, origin]];
      });
      return new Map([...kept, ...named]);
    }
    case "one_hot":
      return replaced(origins, part.columns, ({ name, levels }) => [...levels, "(other)"].map((at) => `${name}=${at}`));
    case "hashing": {
      const buckets = Array.from({ length: part.buckets }, (_, bucket) => bucket);
      const columns = part.columns.map((name) => ({ name }));
      return replaced(origins, columns, ({ name }) => buckets.map((bucket) => `${name}=#${bucket}`));
    }
    case "target_means":
      return replaced(origins, part.columns, ({ outputs }) => outputs.map(({ name }) => name));
    case "principal_components": {
      const sources = part.columns.map(({ name }) => name);
      const names = part.weights.map((_, at) => `pca_${at + 1}`);
      return new Map([...origins, ...names.map((name) => [name, madeOf(name, sources, place, origins)] as const)]);
    }
    default:
      return origins;
  }
}

function madeOf(name: string, sources: readonly string[], place: number, origins: Origins): ColumnOrigin {
  const from = [...new Set(sources.flatMap((source) => origins.get(source)?.from ?? []))];
  const [only] = from;
  return only !== undefined && from.length === 1
    ? { column: only, from, part: -1 }
    : { column: name, from, part: place };
}

function replaced<Column extends { readonly name: string }>(
  origins: Origins,
  columns: readonly Column[],
  namesOf: (column: Column) => readonly string[],
): Origins {
  const after = new Map(origins);
  for (const column of columns) {
    const origin = origins.get(column.name);
    if (origin === undefined) continue;
    after.delete(column.name);
    for (const name of namesOf(column)) after.set(name, origin);
  }
  return after;
}
