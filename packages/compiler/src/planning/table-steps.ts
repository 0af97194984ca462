import type { Place } from "@mlopsc/diagnostics";
import type { Step } from "@mlopsc/plan";
import type { Analyses } from "../models/analyses.ts";
import type { Declaration } from "../semantics/program.ts";
import { placeOf } from "../semantics/reporter.ts";
import type { DatasetAnalysis } from "../semantics/table-analysis.ts";
import type { TransformAnalysis } from "../semantics/transform-analysis.ts";
import { canonicalExpectations, withCanonicalSource } from "./canonical-source.ts";
import { pruneRowSteps } from "./prune-row-steps.ts";

/** Taking in a dataset, and validating it where anything is expected of it. */
export function datasetSteps(dataset: DatasetAnalysis): readonly Step[] {
  const { declaration, source, columns, columnSpans, key, expectations, expectationSpans, schema } = dataset;
  if (source === null || !schema.known) return [];
  const { address } = declaration;
  const place = blockPlace(declaration);
  const partPlaces = columnSpans.map((span) => placeOf(declaration, span));
  const config = { source, columns, key };
  const ingest: Step = { address, kind: "ingest-dataset", config, inputs: {}, place, partPlaces };
  if (expectations.length === 0) return [ingest];
  const validate: Step = {
    address: `${address}/expect`,
    kind: "validate-dataset",
    config: { expectations: canonicalExpectations(expectations) },
    inputs: { data: address },
    place,
    partPlaces: expectationSpans.map((span) => placeOf(declaration, span)),
  };
  return [ingest, validate];
}

/** The address of the step that holds a table's rows: the validated ones, where a dataset has expectations. */
export function tableAddress(table: Declaration, { datasets }: Pick<Analyses, "datasets">): string {
  const dataset = datasets.get(table);
  return dataset && dataset.expectations.length > 0 ? `${table.address}/expect` : table.address;
}

/** The relational part of a transform, and its split where it has one. */
export function transformSteps(
  transform: TransformAnalysis,
  seed: number,
  analyses: Pick<Analyses, "datasets">,
): readonly Step[] {
  const { declaration, complete, sources, dataSteps, dataSchema, rowSteps, split, splitKey } = transform;
  if (!complete) return [];
  const { address } = declaration;
  const place = blockPlace(declaration);
  const inputs = Object.fromEntries(sources.map((source) => [source.address, tableAddress(source, analyses)]));
  const columns = dataSchema.columns.flatMap(({ name, type }) => (type === null ? [] : [{ name, type }]));
  const data: Step = {
    address,
    kind: "transform-data",
    config: { steps: withCanonicalSource(dataSteps), columns, seed },
    inputs,
    place,
  };
  if (split === null) return [data];
  const disjoint = [...new Set([...splitKey, ...(split.by === "group" ? [split.column] : [])])];
  const needed = [...disjoint, ...("column" in split ? [split.column] : [])];
  const splitting: Step = {
    address: `${address}/split`,
    kind: "split-data",
    config: { steps: withCanonicalSource(pruneRowSteps(rowSteps, needed)), split, seed, disjoint },
    inputs: { data: address },
    place,
  };
  return [data, splitting];
}

export const blockPlace = (declaration: Declaration): Place =>
  placeOf(declaration, declaration.block.name?.span ?? declaration.block.kind.span);
